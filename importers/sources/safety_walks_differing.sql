-- Findings whose rows say something else of their walk than its first row does.
-- Parameters: none
-- Columns: row_number · value (the first row's number).
WITH first_told AS (
    SELECT DISTINCT ON (walk) *
    FROM staged
    ORDER BY walk, row_number
)

SELECT
    finding.row_number,
    first_told.row_number AS value
FROM staged AS finding
INNER JOIN first_told ON finding.walk = first_told.walk
WHERE
    (
        finding.title, finding.held_on, finding.start_time, finding.step, finding.organiser,
        finding.participants, finding.women, finding.youth, finding.older, finding.disability_represented,
        finding.area_id
    ) IS DISTINCT FROM (
        first_told.title, first_told.held_on, first_told.start_time, first_told.step, first_told.organiser,
        first_told.participants, first_told.women, first_told.youth, first_told.older,
        first_told.disability_represented, first_told.area_id
    )
ORDER BY finding.row_number
