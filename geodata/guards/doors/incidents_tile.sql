-- Recorded crime of a tile as points, the MVT layer "incidents": see geodata/layers/incidents.sql.
CREATE FUNCTION door.incidents_tile(
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
BEGIN
    PERFORM demand_asker();
    IF (SELECT form = 'points' FROM my_crime_form()) IS NOT TRUE THEN
        RAISE insufficient_privilege USING MESSAGE = 'recorded crime as points is not for this role';
    END IF;
    RETURN (
        SELECT ST_AsMVT(features, 'incidents', 4096, 'geom')
        FROM (
            SELECT
                incident.crime_group AS "group",
                incident.occurred_month AS month,
                -- Half a unit up and left: rounding then moves no point over the edge, where it is not drawn.
                ST_AsMVTGeom(ST_Translate(
                    incident.tile_geom,
                    (ST_XMin(_envelope) - ST_XMax(_envelope)) / 8192, (ST_YMax(_envelope) - ST_YMin(_envelope)) / 8192
                ), _envelope, 4096, 0, FALSE) AS geom
            FROM police.incident
            WHERE
                incident.geom && _ground
                AND ST_X(incident.tile_geom) >= ST_XMin(_envelope)
                AND ST_X(incident.tile_geom) < ST_XMax(_envelope)
                AND ST_Y(incident.tile_geom) > ST_YMin(_envelope)
                AND ST_Y(incident.tile_geom) <= ST_YMax(_envelope)
                AND (_everywhere OR incident.area_ids && _areas)
                AND (_within IS NULL OR incident.area_ids && _within)
                AND (_area_code IS NULL OR incident.area_ids && _versions)
                AND incident.occurred_on >= coalesce(_first_day, '-infinity')
                AND incident.occurred_on < coalesce(_stop_day, 'infinity')
                AND (_groups IS NULL OR incident.crime_group = ANY(_groups))
                AND (_lights IS NULL OR incident.light = ANY(_lights))
        ) AS features
    );
END $$;
