-- Moves staged population figures to their table; area, year, kind, sex and age band make the key.
-- Parameters: source text, batch_id uuid, synthetic boolean
-- Columns: offered, stored bigint (all rows; new or changed ones), replaced jsonb (the changed rows as they were).
WITH published AS (
    INSERT INTO population (area_id, year, kind, sex, age_band, people, source, synthetic, batch_id)
    SELECT
        area_id,
        year,
        kind,
        sex,
        age_band,
        people,
        :source,
        :synthetic,
        :batch_id
    FROM staged
    ORDER BY row_number
    ON CONFLICT (area_id, year, kind, sex, age_band) DO UPDATE SET
    people = excluded.people,
    source = excluded.source,
    synthetic = excluded.synthetic,
    batch_id = excluded.batch_id
    WHERE
        (population.people, population.source, population.synthetic)
        IS DISTINCT FROM (excluded.people, excluded.source, excluded.synthetic)
    RETURNING area_id, year, kind, sex, age_band
)

SELECT
    (SELECT count(*) FROM staged) AS offered,
    (SELECT count(*) FROM published) AS stored,
    coalesce(jsonb_agg(to_jsonb(old)), '[]') AS replaced
FROM population AS old
INNER JOIN published USING (area_id, year, kind, sex, age_band)
