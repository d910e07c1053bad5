-- The rows that a batch left out, in the order of the file.
-- Parameters: batch_id, most (rows at most).
-- Columns: row_number, column_name, reason_sv, reason_en, value (null where it may hold personal data).
SELECT
    rejection.row_number,
    rejection.column_name,
    rejection.reason_sv,
    rejection.reason_en,
    rejection.value
FROM import_rejection AS rejection
WHERE rejection.batch_id = :batch_id
ORDER BY rejection.row_number, rejection.id
LIMIT :most
