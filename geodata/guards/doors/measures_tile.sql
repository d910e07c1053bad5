-- Measures of a tile as the MVT layer "measures": see geodata/layers/measures.sql for the parameters.
CREATE FUNCTION door.measures_tile(
    _z integer, _x integer, _y integer, _within integer[], _first_day date, _stop_day date,
    _types text[], _area_kind text, _area_code text, _words text, _family_of_type jsonb, _phase_of_status jsonb
) RETURNS bytea
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan SET max_parallel_workers_per_gather = 0
AS $$
DECLARE
    _envelope CONSTANT geometry := ST_TileEnvelope(_z, _x, _y);
    _me CONSTANT uuid := asking_user();
    _everywhere boolean;
    _areas integer[];
    _organisations uuid[];
    _own boolean;
    _reviews CONSTANT boolean := may_all('review', 'read');
    _versions CONSTANT integer[] := ARRAY(SELECT id FROM area WHERE kind = _area_kind AND code = _area_code);
BEGIN
    PERFORM demand_asker();
    SELECT * INTO _everywhere, _areas, _organisations, _own FROM my_scope('measure', 'read');
    RETURN (
        WITH asked AS MATERIALIZED (
            SELECT
                measure.id::text, measure.type, measure.tile_geom,
                ST_PointOnSurface(measure.tile_geom) AS mark,
                _family_of_type ->> measure.type AS family,
                CASE
                    WHEN measure.ended_on <= current_date THEN 'ended' ELSE _phase_of_status ->> measure.status
                END AS phase
            FROM measure
            WHERE
                measure.tile_geom && _envelope
                AND (
                    _everywhere OR measure.near_area_ids && _areas
                    OR measure.owner_organisation_id = ANY(_organisations)
                    OR measure.responsible_organisation_id = ANY(_organisations)
                    OR _own AND measure.created_by = _me
                )
                AND (NOT measure.held OR measure.updated_by = _me OR _reviews)
                AND (_within IS NULL OR measure.near_area_ids && _within)
                AND (_area_code IS NULL OR measure.area_ids && _versions)
                AND first_day_of_measure(measure.started_on, measure.planned_start, measure.created_at)
                < coalesce(_stop_day, 'infinity')
                AND coalesce(measure.ended_on, 'infinity') > coalesce(_first_day, '-infinity')
                AND (_types IS NULL OR measure.type = ANY(_types))
                AND (_words IS NULL OR measure.name || ' ' || measure.note ILIKE _words)
        ),

        features AS (
            -- Half a unit up and left: rounding then never moves a mark over the tile's edge, where it is not drawn.
            SELECT
                id, type, family, phase, ST_AsMVTGeom(ST_Translate(
                    mark, (ST_XMin(_envelope) - ST_XMax(_envelope)) / 8192, (ST_YMax(_envelope) - ST_YMin(_envelope)) / 8192
                ), _envelope, 4096, 0, FALSE) AS geom
            FROM asked
            WHERE
                ST_X(mark) >= ST_XMin(_envelope) AND ST_X(mark) < ST_XMax(_envelope)
                AND ST_Y(mark) > ST_YMin(_envelope) AND ST_Y(mark) <= ST_YMax(_envelope)
            UNION ALL
            SELECT id, type, family, phase, ST_AsMVTGeom(tile_geom, _envelope, 4096, 64, TRUE)
            FROM asked
            WHERE ST_Dimension(tile_geom) > 0
        )

        SELECT ST_AsMVT(features, 'measures', 4096, 'geom') FROM features WHERE geom IS NOT NULL
    );
END $$;
