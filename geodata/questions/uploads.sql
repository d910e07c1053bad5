-- Uploads that the asker may see, the newest first: one, that of a batch, or all that are still under way.
-- Parameters: upload_id, batch_id (uuid or null). Columns: those of questions.uploads.Upload, its refusal in both
-- languages.
SELECT
    id,
    file_name,
    sha256,
    bytes,
    kept_as IS NOT NULL AS kept,
    rejected_as,
    source,
    settings,
    column_map,
    srid,
    accept_rejected,
    status,
    wanted,
    stage,
    rows_done,
    rows_in_all,
    approval,
    recognition,
    report,
    refusal_sv,
    refusal_en,
    batch_id,
    uploaded_at,
    approved_at,
    coalesce(uploaded_by = asking_user(), FALSE) AS mine,
    account_name(uploaded_by) AS brought_by,
    account_name(approved_by) AS approver
FROM import_upload
WHERE
    CASE
        WHEN CAST(:upload_id AS uuid) IS NOT NULL THEN id = CAST(:upload_id AS uuid)
        WHEN CAST(:batch_id AS uuid) IS NOT NULL THEN batch_id = CAST(:batch_id AS uuid)
        ELSE status NOT IN ('published', 'undone')
    END
ORDER BY uploaded_at DESC, id ASC
