-- Measures near a shape or serving a place, those that serve it first, then the nearest.
-- Parameters: shape (EWKB or EWKT, in degrees or the city's metres) · metres · within (integer[] of area ids,
-- null: all) · place_id (uuid of the place served, or null).
-- Columns: as measure_list.sql, metres the distance between the shapes (null for one without a position),
-- serves (boolean); without total.
SELECT
    measure.id,
    measure.name,
    measure.type,
    measure.status,
    coalesce(measure.ended_on <= current_date, FALSE) AS has_ended,
    ST_X(spot.lonlat) AS lon,
    ST_Y(spot.lonlat) AS lat,
    measure.planned_start,
    measure.started_on,
    measure.ended_on,
    measure.synthetic,
    ST_Distance(measure.geom, to_metric(CAST(:shape AS geometry))) AS metres,
    EXISTS(
        SELECT FROM measure_place
        WHERE measure_place.measure_id = measure.id AND measure_place.place_id = CAST(:place_id AS uuid)
    ) AS serves
FROM measure
CROSS JOIN LATERAL to_lonlat(ST_PointOnSurface(measure.geom)) AS spot (lonlat)
WHERE
    measure.id IN (
        SELECT near.id
        FROM
            door.measures_in(
                ST_Expand(to_metric(CAST(:shape AS geometry)), CAST(:metres AS double precision))
            ) AS near
        WHERE ST_DWithin(near.geom, to_metric(CAST(:shape AS geometry)), CAST(:metres AS double precision))
        UNION
        SELECT measure_place.measure_id FROM measure_place
        WHERE measure_place.place_id = CAST(:place_id AS uuid)
    )
    AND (CAST(:within AS integer[]) IS NULL OR measure.near_area_ids && CAST(:within AS integer[]))
ORDER BY serves DESC, metres ASC, measure.name COLLATE "sv-x-icu", measure.id ASC
LIMIT 50
