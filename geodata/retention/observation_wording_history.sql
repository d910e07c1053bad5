-- The same words and positions leave the history, and so do the notes beside them but for retention's own.
-- Parameters: first_kept (date) · note (text of retention's own changes). Columns: row_count.
WITH cleared AS (
    UPDATE change_history SET
        before = before || '{"wording": null, "geom": null}',
        after = after || '{"wording": null, "geom": null}',
        note = CASE WHEN note = :note THEN note ELSE '' END
    FROM observations_closed_before(CAST(:first_kept AS date)) AS due
    WHERE
        change_history.table_name = 'observation' AND change_history.row_id = due.id
        AND (
            coalesce(before ->> 'wording', before ->> 'geom', after ->> 'wording', after ->> 'geom') IS NOT NULL
            OR note NOT IN ('', :note)
        )
    RETURNING change_history.id
)

SELECT count(*) AS row_count FROM cleared
