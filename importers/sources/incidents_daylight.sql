-- Keeps the light of quarters of an hour in the temporary table staged_daylight.
-- Parameters: quarters integer[] (900 seconds since 1970 each), lights text[] (null where it changes)
INSERT INTO staged_daylight (quarter, light)
SELECT
    quarter,
    light
FROM unnest(CAST(:quarters AS integer[]), CAST(:lights AS text[])) AS told (quarter, light)
