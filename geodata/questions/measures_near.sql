-- Measures near a shape or serving a place, those that serve it first, then the nearest.
-- Parameters: shape (EWKB or EWKT, in degrees or the city's metres) · metres · within (integer[] of area ids,
-- null: all) · place_id (uuid of the place served, or null).
-- Columns: as measure_list.sql, metres the distance between the shapes (null for one without a position),
-- serves (boolean); without total.
SELECT near.*
FROM
    door.measures_near(
        CAST(:shape AS geometry), CAST(:metres AS double precision), CAST(:within AS integer[]),
        CAST(:place_id AS uuid)
    ) AS near
