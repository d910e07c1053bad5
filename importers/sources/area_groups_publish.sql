-- Dissolves staged members into areas; the same kind, code and first day is the same area. Cracks between
-- members (holes of at most tolerance square metres) are closed.
-- Parameters: to_kind, accuracy, source, licence text; valid_from, valid_to date (last valid day, may be null);
-- tolerance double precision (square metres); batch_id uuid; synthetic boolean
-- Columns: offered, stored bigint (groups; new or changed ones), replaced jsonb (changed ones as they were).
WITH parts AS (
    SELECT
        staged.group_code,
        mode() WITHIN GROUP (ORDER BY staged.group_name) AS name,
        (ST_Dump(ST_Union(area.geom))).geom AS part
    FROM staged
    INNER JOIN area ON staged.member_id = area.id
    GROUP BY staged.group_code
),

closed AS (
    SELECT
        parts.group_code,
        parts.name,
        ST_MakePolygon(
            ST_ExteriorRing(parts.part),
            array(
                SELECT ST_ExteriorRing(hole.geom) FROM ST_DumpRings(parts.part) AS hole
                WHERE hole.path[1] > 0 AND ST_Area(hole.geom) > :tolerance
            )
        ) AS part
    FROM parts
),

published AS (
    INSERT INTO area (
        kind, code, name_sv, name_en, geom, valid_from, valid_to, accuracy, source, licence, synthetic, batch_id
    )
    SELECT
        :to_kind,
        group_code,
        name,
        name,
        ST_Multi(ST_Collect(part)),
        :valid_from,
        CAST(:valid_to AS date) + 1,
        :accuracy,
        :source,
        :licence,
        :synthetic,
        :batch_id
    FROM closed
    GROUP BY group_code, name
    ORDER BY group_code
    ON CONFLICT (kind, code, valid_from) DO UPDATE SET
    name_sv = excluded.name_sv,
    name_en = excluded.name_en,
    geom = excluded.geom,
    valid_to = excluded.valid_to,
    accuracy = excluded.accuracy,
    source = excluded.source,
    licence = excluded.licence,
    synthetic = excluded.synthetic,
    version = area.version + 1,
    batch_id = excluded.batch_id
    WHERE
        (area.name_sv, area.geom, area.valid_to, area.accuracy, area.source, area.licence, area.synthetic)
        IS DISTINCT FROM (
            excluded.name_sv, excluded.geom, excluded.valid_to, excluded.accuracy,
            excluded.source, excluded.licence, excluded.synthetic
        )
    RETURNING id
)

SELECT
    (SELECT count(DISTINCT group_code) FROM staged) AS offered,
    (SELECT count(*) FROM published) AS stored,
    coalesce(
        jsonb_agg(
            to_jsonb(old) - 'tile_geom' - 'extent_m2' || jsonb_build_object('geom', CAST(old.geom AS text))
        ),
        '[]'
    ) AS replaced
FROM area AS old
INNER JOIN published ON old.id = published.id
