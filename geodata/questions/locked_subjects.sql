-- Those of the digests that have used up their attempts.
-- Parameters: kind, subjects (digests), most and seconds (the windows of the limit).
-- Columns: subject.
SELECT locked.subject
FROM locked_subjects(
    :kind, CAST(:subjects AS text[]), CAST(:most AS integer[]), CAST(:seconds AS integer[])
) AS locked (subject)
