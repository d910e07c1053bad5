-- Places near a shape, nearest first; rejected ones left out.
-- Parameters: shape (EWKB or EWKT, in degrees or the city's metres) · metres · within (integer[] of area ids,
-- null: all) · except_id (uuid of the place itself, or null).
-- Columns: as place_list.sql, metres the distance between the shapes; without total.
SELECT near.*
FROM
    door.places_near(
        CAST(:shape AS geometry), CAST(:metres AS double precision), CAST(:within AS integer[]),
        CAST(:except_id AS uuid)
    ) AS near
