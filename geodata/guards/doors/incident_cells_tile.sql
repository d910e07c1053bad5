-- Recorded crime of a tile per square as the MVT layer "incident_cells": see geodata/layers/incident_cells.sql.
-- Squares no smaller, periods no shorter and hidden counts no fewer than the asker's role allows. A bitmap scan
-- touches each page once; a plain index scan comes back to it for every neighbour.
CREATE FUNCTION door.incident_cells_tile(
    _z integer, _x integer, _y integer, _cell_metres integer, _k integer, _within integer[], _first_day date,
    _stop_day date, _groups text[], _lights text[], _area_kind text, _area_code text
) RETURNS bytea
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan SET max_parallel_workers_per_gather = 0
SET enable_indexscan = off
AS $$
DECLARE
    _envelope CONSTANT geometry := ST_TileEnvelope(_z, _x, _y);
    _about CONSTANT geometry := to_metric(ST_TileEnvelope(_z, _x, _y, margin => 0.1));
    _everywhere CONSTANT boolean := may_all('incident', 'read');
    _areas CONSTANT integer[] := my_areas('incident', 'read');
    _allowed record;
    _side double precision;
    _least integer;
    _cells geometry;
    _near geometry;
    _start date;
    _stop date;
BEGIN
    PERFORM demand_asker();
    SELECT * INTO _allowed FROM my_crime_form();
    IF _allowed.form IS NULL OR _allowed.form = 'district' THEN
        RAISE insufficient_privilege USING MESSAGE = 'recorded crime per square is not for this role';
    END IF;
    _side := greatest(_cell_metres, _allowed.cell_metres);
    _least := greatest(_k, _allowed.k);
    _start := coalesce(whole_period(_first_day, _allowed.shortest_period, false), '-infinity');
    _stop := coalesce(whole_period(_stop_day, _allowed.shortest_period, true), 'infinity');
    _cells := ST_SnapToGrid(ST_Expand(_about, 1.5 * _side), _side); -- out to whole cells
    _near := ST_Expand(_about, 2.5 * _side);
    RETURN (
        WITH event AS (
            SELECT
                geom AS spot, 1 AS events, crime_group, area_ids, light, occurred_on AS start, occurred_on + 1 AS stop
            FROM police.incident
            WHERE geom && _near
            UNION ALL
            SELECT cell_centre, events, crime_group, area_ids, NULL, period_start, period_end
            FROM police.incident_count
            WHERE cell_centre && _cells AND cell_metres <= _side
        ),

        cell AS (
            SELECT
                floor(ST_X(spot) / _side) AS east, floor(ST_Y(spot) / _side) AS north, sum(events)::integer AS events
            FROM event
            WHERE
                spot && _cells AND ST_X(spot) < ST_XMax(_cells) AND ST_Y(spot) < ST_YMax(_cells)
                AND start >= _start AND start < _stop AND stop <= _stop
                AND (_everywhere OR area_ids && _areas)
                AND (_within IS NULL OR area_ids && _within)
                AND (_groups IS NULL OR crime_group = ANY(_groups))
                AND (_lights IS NULL OR light = ANY(_lights))
            GROUP BY 1, 2
        ),

        features AS (
            SELECT
                ((east + 1048576) * 2097152 + north + 1048576)::bigint AS id,
                CASE WHEN events >= _least THEN events END AS events,
                CASE WHEN events < _least THEN 'yes' END AS hidden,
                ST_AsMVTGeom(to_web_mercator(ST_MakeEnvelope(
                    east * _side, north * _side, (east + 1) * _side, (north + 1) * _side, metric_srid()
                )), _envelope, 4096, 64, TRUE) AS geom
            FROM cell
            WHERE events > 0 AND (_area_code IS NULL OR EXISTS (
                SELECT FROM area
                WHERE area.kind = _area_kind AND area.code = _area_code AND ST_Intersects(
                    area.geom, ST_SetSRID(ST_MakePoint((east + 0.5) * _side, (north + 0.5) * _side), metric_srid())
                )
            ))
        )

        SELECT ST_AsMVT(features, 'incident_cells', 4096, 'geom', 'id') FROM features WHERE geom IS NOT NULL
    );
END $$;
