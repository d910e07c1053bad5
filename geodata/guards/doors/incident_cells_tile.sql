-- Recorded crime of a tile per square as the MVT layer "incident_cells": see geodata/layers/incident_cells.sql.
-- Squares no smaller and periods no shorter than the asker's role allows. Numbers are sums of what is told of a
-- square's calendar years (police.crime_cell_figure), and hidden where a part of them is.
CREATE FUNCTION door.incident_cells_tile(
    _z integer, _x integer, _y integer, _cell_metres integer, _k integer, _within integer[], _first_day date,
    _stop_day date, _groups text[], _lights text[], _area_kind text, _area_code text
) RETURNS bytea
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan SET max_parallel_workers_per_gather = 0
AS $$
DECLARE
    _envelope CONSTANT geometry := ST_TileEnvelope(_z, _x, _y);
    _scope record;
    _allowed record;
    _side integer;
    _line text;
    _shortest text;
    _start date;
    _stop date;
BEGIN
    PERFORM demand_asker();
    SELECT * INTO _allowed FROM my_crime_form();
    IF _allowed.form IS NULL OR _allowed.form = 'district' THEN
        RAISE insufficient_privilege USING MESSAGE = 'recorded crime per square is not for this role';
    END IF;
    SELECT * INTO _scope FROM my_scope('incident', 'read');
    _side := (
        SELECT min(cell_metres) FROM crime_form
        WHERE form = 'grid' AND cell_metres >= greatest(_cell_metres, _allowed.cell_metres)
    );
    -- A year is told by quarter, by group and by light, never by two of them crossed.
    _line := CASE
        WHEN _groups @> (SELECT mapped_groups FROM city) OR _groups IS NULL THEN
            CASE WHEN _lights IS NULL THEN 'quarter' ELSE 'light' END
        WHEN _lights IS NULL THEN 'group'
        ELSE 'crossed'
    END;
    _shortest := CASE WHEN _line = 'quarter' AND _allowed.shortest_period <> 'year' THEN 'quarter' ELSE 'year' END;
    _start := coalesce(whole_period(_first_day, _shortest, false), '-infinity');
    _stop := coalesce(whole_period(_stop_day, _shortest, true), 'infinity');
    RETURN (
        WITH cell AS (
            SELECT * FROM police.crime_cell
            WHERE
                cell_metres = _side AND tile_geom && _envelope
                AND (_scope.everywhere OR EXISTS (
                    SELECT FROM area WHERE area.id = ANY(_scope.areas) AND ST_Intersects(area.geom, middle)
                ))
                AND (_within IS NULL OR EXISTS (
                    SELECT FROM area WHERE area.id = ANY(_within) AND ST_Intersects(area.geom, middle)
                ))
                AND (_area_code IS NULL OR EXISTS (
                    SELECT FROM area
                    WHERE area.kind = _area_kind AND area.code = _area_code AND ST_Intersects(area.geom, middle)
                ))
        ),

        figure AS (
            SELECT
                cell_metres, east, north, tile_geom, events, wholly_hidden,
                CASE line
                    WHEN 'group' THEN part = ANY(_groups)
                    WHEN 'light' THEN part = ANY(_lights)
                    WHEN 'quarter' THEN part <> '0'
                        AND make_date(year, greatest(part::integer, 1) * 3 - 2, 1) >= _start
                        AND make_date(year, greatest(part::integer, 1) * 3 - 2, 1) < _stop
                    ELSE true
                END AS is_asked
            FROM cell INNER JOIN police.crime_cell_figure USING (cell_metres, east, north)
            WHERE
                make_date(year + 1, 1, 1) > _start AND make_date(year, 1, 1) < _stop
                AND line = CASE
                    WHEN _line = 'crossed' THEN 'all'
                    WHEN _line = 'quarter' AND make_date(year, 1, 1) >= _start
                        AND make_date(year + 1, 1, 1) <= _stop THEN 'all'
                    ELSE _line
                END
        ),

        told AS (
            SELECT
                east, north, tile_geom,
                _line = 'crossed' OR bool_or(wholly_hidden OR is_asked AND events IS NULL) AS is_hidden,
                coalesce(sum(events) FILTER (WHERE is_asked), 0)::integer AS events
            FROM figure
            GROUP BY cell_metres, east, north, tile_geom
        ),

        features AS (
            SELECT
                ((east::bigint + 1048576) * 2097152 + north + 1048576) AS id,
                CASE WHEN NOT is_hidden AND events >= _k THEN events END AS events,
                CASE WHEN is_hidden OR events < _k THEN 'yes' END AS hidden,
                ST_AsMVTGeom(tile_geom, _envelope, 4096, 64, TRUE) AS geom
            FROM told
            WHERE is_hidden OR events > 0
        )

        SELECT ST_AsMVT(features, 'incident_cells', 4096, 'geom', 'id') FROM features WHERE geom IS NOT NULL
    );
END $$;
