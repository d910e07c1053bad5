-- Recorded crime of a tile at low zooms as the MVT layer "incidents": see geodata/layers/incident_clusters.sql.
CREATE FUNCTION door.incident_clusters_tile(
    _z integer, _x integer, _y integer, _within integer[], _first_day date, _stop_day date,
    _groups text[], _lights text[], _area_kind text, _area_code text
) RETURNS bytea
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan SET max_parallel_workers_per_gather = 0
AS $$
DECLARE
    _envelope CONSTANT geometry := ST_TileEnvelope(_z, _x, _y);
    _ground CONSTANT geometry := ground_of_tile(_z, _x, _y);
    _everywhere CONSTANT boolean := may_all('incident', 'read');
    _areas CONSTANT integer[] := my_areas('incident', 'read');
    _versions CONSTANT integer[] := ARRAY(SELECT id FROM area WHERE kind = _area_kind AND code = _area_code);
    _west CONSTANT double precision := ST_XMin(_envelope);
    _north CONSTANT double precision := ST_YMax(_envelope);
    _side CONSTANT double precision := (ST_XMax(_envelope) - ST_XMin(_envelope)) / 64;
BEGIN
    PERFORM demand_asker();
    IF (SELECT form = 'points' FROM my_crime_form()) IS NOT TRUE THEN
        RAISE insufficient_privilege USING MESSAGE = 'recorded crime as points is not for this role';
    END IF;
    RETURN (
        WITH counted AS (
            SELECT
                floor((ST_X(incident.tile_geom) - _west) / _side) AS square_column,
                floor((_north - ST_Y(incident.tile_geom)) / _side) AS square_row,
                count(*) AS events
            FROM police.incident
            WHERE
                incident.geom && _ground
                AND incident.tile_geom && _envelope
                AND (_everywhere OR incident.area_ids && _areas)
                AND (_within IS NULL OR incident.area_ids && _within)
                AND (_area_code IS NULL OR incident.area_ids && _versions)
                AND incident.occurred_on >= coalesce(_first_day, '-infinity')
                AND incident.occurred_on < coalesce(_stop_day, 'infinity')
                AND (_groups IS NULL OR incident.crime_group = ANY(_groups))
                AND (_lights IS NULL OR incident.light = ANY(_lights))
            GROUP BY 1, 2
        )

        SELECT ST_AsMVT(features, 'incidents', 4096, 'geom')
        FROM (
            SELECT
                counted.events,
                ST_AsMVTGeom(ST_SetSRID(ST_MakePoint(
                    _west + (counted.square_column + 0.5) * _side, _north - (counted.square_row + 0.5) * _side
                ), 3857), _envelope, 4096, 0, FALSE) AS geom
            FROM counted
            -- A point on the eastern or southern edge of the tile is the next one's.
            WHERE counted.square_column < 64 AND counted.square_row < 64
        ) AS features
    );
END $$;
