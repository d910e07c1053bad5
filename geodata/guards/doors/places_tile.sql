-- Places of a tile as the MVT layer "places": see geodata/layers/places.sql for the parameters.
CREATE FUNCTION door.places_tile(
    _z integer, _x integer, _y integer, _within integer[], _first_day date, _stop_day date,
    _statuses text[], _polarities text[], _area_kind text, _area_code text, _words text
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
    SELECT * INTO _everywhere, _areas, _organisations, _own FROM my_scope('place', 'read');
    RETURN (
        WITH asked AS MATERIALIZED (
            SELECT
                place.id::text, place.kind, place.status, place.polarity, place.tile_geom,
                ST_PointOnSurface(place.tile_geom) AS mark
            FROM place
            WHERE
                place.tile_geom && _envelope
                AND (
                    _everywhere OR place.near_area_ids && _areas
                    OR place.owner_organisation_id = ANY(_organisations) OR _own AND place.created_by = _me
                )
                AND (NOT place.held OR place.updated_by = _me OR _reviews)
                AND (_within IS NULL OR place.near_area_ids && _within)
                AND (_area_code IS NULL OR place.area_ids && _versions)
                AND place.reported_on < coalesce(_stop_day, 'infinity')
                AND coalesce(place.archived_on, 'infinity') > coalesce(_first_day, '-infinity')
                AND (_statuses IS NULL OR place.status = ANY(_statuses))
                AND (_polarities IS NULL OR place.polarity = ANY(_polarities))
                AND (_words IS NULL OR place.name || ' ' || place.description ILIKE _words)
        ),

        features AS (
            -- Half a unit up and left: rounding then never moves a mark over the tile's edge, where it is not drawn.
            SELECT
                id, kind, status, polarity, ST_AsMVTGeom(ST_Translate(
                    mark, (ST_XMin(_envelope) - ST_XMax(_envelope)) / 8192, (ST_YMax(_envelope) - ST_YMin(_envelope)) / 8192
                ), _envelope, 4096, 0, FALSE) AS geom
            FROM asked
            WHERE
                ST_X(mark) >= ST_XMin(_envelope) AND ST_X(mark) < ST_XMax(_envelope)
                AND ST_Y(mark) > ST_YMin(_envelope) AND ST_Y(mark) <= ST_YMax(_envelope)
            UNION ALL
            SELECT id, kind, status, polarity, ST_AsMVTGeom(tile_geom, _envelope, 4096, 64, TRUE)
            FROM asked
            WHERE ST_Dimension(tile_geom) > 0
        )

        SELECT ST_AsMVT(features, 'places', 4096, 'geom') FROM features WHERE geom IS NOT NULL
    );
END $$;
