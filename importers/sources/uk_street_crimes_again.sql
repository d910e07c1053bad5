-- How many staged rows without a key have rows like them in the table already: same month, category, place.
-- Parameters: source_code text
-- Column: again bigint.
SELECT count(*) AS again
FROM staged
WHERE
    source_key IS NULL
    AND EXISTS (
        SELECT 1 FROM police.incident
        WHERE
            incident.source = :source_code
            AND incident.source_key IS NULL
            AND incident.occurred_on = local_day(staged.occurred_from)
            AND incident.crime_group = staged.crime_group
            AND incident.geom IS NOT DISTINCT FROM to_metric(staged.shape)
    )
