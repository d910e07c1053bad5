-- Makes the walks of staged findings that are not known, each as its first row tells it; its areas are those
-- near its findings and the one it names.
-- Parameters: source_code text · synthetic boolean
-- Column: stood (how many walks were known already).
WITH walks AS (
    SELECT
        min(row_number) AS row_number,
        array_agg(area_id) AS named,
        ST_Collect(to_metric(shape)) AS spots
    FROM staged
    GROUP BY walk
),

made AS (
    INSERT INTO safety_walk (
        source, source_key, title, held_on, start_time, step, organiser, participants, women, youth, older,
        disability_represented, area_ids, synthetic
    )
    SELECT
        :source_code,
        told.walk,
        told.title,
        told.held_on,
        told.start_time,
        told.step,
        told.organiser,
        told.participants,
        told.women,
        told.youth,
        told.older,
        told.disability_represented,
        array(
            SELECT area.id FROM area
            WHERE
                area.id = ANY(walks.named)
                OR area.id = ANY(areas_near_shape(walks.spots, told.held_on, told.held_on + 1))
            ORDER BY area.id
        ) AS area_ids,
        :synthetic
    FROM walks
    INNER JOIN staged AS told ON walks.row_number = told.row_number
    ORDER BY walks.row_number
    ON CONFLICT (source, source_key) WHERE source_key IS NOT NULL DO NOTHING
    RETURNING 1
)

SELECT (SELECT count(*) FROM walks) - (SELECT count(*) FROM made) AS stood
