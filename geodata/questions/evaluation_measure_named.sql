-- Measures whose id, else source key, else exact name is given; best rank first, at most ten.
WITH named AS (
    SELECT
        id,
        CASE
            WHEN CAST(id AS text) = lower(CAST(:given AS text)) THEN 1
            WHEN source_key = CAST(:given AS text) THEN 2
            WHEN name = CAST(:given AS text) THEN 3
        END AS rank
    FROM measure
)

SELECT
    id,
    rank
FROM named
WHERE rank IS NOT NULL
ORDER BY rank, id
LIMIT 10
