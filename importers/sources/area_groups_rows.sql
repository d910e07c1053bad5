-- Staged members dissolved into areas; cracks between members (holes up to the tolerance) are closed.
-- Parameters: to_kind, accuracy, source, licence text; valid_from, valid_to date (last valid day, may be null);
-- tolerance double precision (square metres)
WITH parts AS (
    SELECT
        staged.group_code,
        mode() WITHIN GROUP (ORDER BY staged.group_name) AS group_name,
        (ST_Dump(ST_Union(area.geom))).geom AS part
    FROM staged
    INNER JOIN area ON staged.member_id = area.id
    GROUP BY staged.group_code
),

closed AS (
    SELECT
        parts.group_code,
        parts.group_name,
        ST_MakePolygon(
            ST_ExteriorRing(parts.part),
            ARRAY(
                SELECT ST_ExteriorRing(hole.geom) AS ring
                FROM ST_DumpRings(parts.part) AS hole
                WHERE hole.path[1] > 0 AND ST_Area(hole.geom) > :tolerance
            )
        ) AS part
    FROM parts
)

SELECT
    :to_kind AS kind,
    group_code AS code,
    group_name AS name_sv,
    group_name AS name_en,
    ST_Multi(ST_Collect(part)) AS geom,
    CAST(:valid_from AS date) AS valid_from,
    CAST(:valid_to AS date) + 1 AS valid_to,
    CAST(:accuracy AS text) AS accuracy,
    CAST(:source AS text) AS source,
    CAST(:licence AS text) AS licence
FROM closed
GROUP BY group_code, group_name
ORDER BY group_code
