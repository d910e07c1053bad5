-- Adds the answers of staged findings that differ from the last one to the same finding.
-- Parameters: batch_id uuid · source_code text · synthetic boolean
-- Column: answers (how many were added).
WITH added AS (
    INSERT INTO walk_answer (observation_id, answered_by, answer, wording, due_on, synthetic, batch_id)
    SELECT
        observation.id,
        staged.answered_by,
        staged.answer,
        staged.answer_wording,
        staged.due_on,
        :synthetic,
        :batch_id
    FROM staged
    INNER JOIN observation
        ON staged.source_key = observation.source_key AND observation.source = :source_code
    LEFT JOIN LATERAL (
        SELECT walk_answer.*
        FROM walk_answer
        WHERE walk_answer.observation_id = observation.id
        ORDER BY walk_answer.created_at DESC
        LIMIT 1
    ) AS last_said ON TRUE
    WHERE
        staged.answer IS NOT NULL
        AND (staged.answered_by, staged.answer, staged.answer_wording, staged.due_on) IS DISTINCT FROM
        (last_said.answered_by, last_said.answer, last_said.wording, last_said.due_on)
    RETURNING 1
)

SELECT count(*) AS answers FROM added
