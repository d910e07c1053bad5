-- The rows whose texts wait for review, the longest waiting first.
-- Parameters: review_id (uuid, null: all).
-- Columns: id, table_name, row_id, name (of the row or of the place it is at), page and page_id (where it is shown),
-- asked_at, asked_by (name or null), fields (text[]), findings (JSON array of {field, kind, start, stop, version}),
-- texts (JSON object of what people write in the row), notes (JSON object: the row's version → the note).
SELECT
    review.id,
    review.table_name,
    review.row_id,
    coalesce(measure.name, initiative.title, place.name) AS name,
    CASE WHEN measure.id IS NOT NULL THEN 'measure' WHEN initiative.id IS NOT NULL THEN 'initiative' ELSE 'place' END
        AS page,
    coalesce(measure.id, initiative.id, place.id) AS page_id,
    review.asked_at,
    account_name(review.asked_by) AS asked_by,
    review.fields,
    review.findings,
    jsonb_build_object(
        'name', coalesce(measure.name, place.name), 'description', place.description,
        'wording', observation.wording, 'caption', photo.caption,
        'note', measure.note, 'parameters', measure.parameters,
        'title', initiative.title, 'summary', initiative.summary, 'problem', initiative.problem,
        'statement', goal.statement
    ) AS texts,
    coalesce(notes.given, '{}') AS notes
FROM text_review AS review
LEFT JOIN measure ON review.table_name = 'measure' AND review.row_id = measure.id
LEFT JOIN goal ON review.table_name = 'goal' AND review.row_id = goal.id
LEFT JOIN observation ON review.table_name = 'observation' AND review.row_id = observation.id
LEFT JOIN photo ON review.table_name = 'photo' AND review.row_id = photo.id
LEFT JOIN initiative
    ON coalesce(goal.initiative_id, CASE WHEN review.table_name = 'initiative' THEN review.row_id END) = initiative.id
LEFT JOIN place
    ON coalesce(
        photo.place_id, observation.place_id, CASE WHEN review.table_name = 'place' THEN review.row_id END
    ) = place.id
CROSS JOIN
    LATERAL (
        SELECT jsonb_object_agg(history.after ->> 'version', history.note) AS given
        FROM change_history AS history
        WHERE history.row_id = review.row_id AND history.changed_at >= review.asked_at AND history.note <> ''
    ) AS notes
WHERE review.decision IS NULL AND review.id = coalesce(CAST(:review_id AS uuid), review.id)
ORDER BY review.asked_at ASC, review.id ASC
