-- Moves staged areas to their table; the same kind, code and first day is the same area.
-- Parameters: batch_id uuid, synthetic boolean, source text, licence text
-- Columns: offered, stored bigint (all rows; new or changed ones), replaced jsonb (the changed rows as they were).
WITH published AS (
    INSERT INTO area (
        kind, code, name_sv, name_en, geom, valid_from, valid_to, accuracy, source, licence, synthetic, batch_id
    )
    SELECT
        kind,
        code,
        name_sv,
        name_en,
        geom,
        valid_from,
        valid_to,
        accuracy,
        :source,
        :licence,
        :synthetic,
        :batch_id
    FROM staged
    ORDER BY row_number
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
        (
            area.name_sv, area.name_en, area.geom, area.valid_to, area.accuracy,
            area.source, area.licence, area.synthetic
        )
        IS DISTINCT FROM (
            excluded.name_sv, excluded.name_en, excluded.geom, excluded.valid_to, excluded.accuracy,
            excluded.source, excluded.licence, excluded.synthetic
        )
    RETURNING id
)

SELECT
    (SELECT count(*) FROM staged) AS offered,
    (SELECT count(*) FROM published) AS stored,
    coalesce(
        jsonb_agg(
            to_jsonb(old) - 'tile_geom' - 'extent_m2' || jsonb_build_object('geom', CAST(old.geom AS text))
        ),
        '[]'
    ) AS replaced
FROM area AS old
INNER JOIN published ON old.id = published.id
