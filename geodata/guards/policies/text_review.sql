-- Texts that await review: for reviewers, and for who asked.
GRANT SELECT, INSERT (table_name, row_id, fields, findings),
UPDATE (fields, findings, decided_by, decided_at, decision) ON text_review TO tryggkarta_web;

CREATE POLICY web_reads ON text_review FOR SELECT TO tryggkarta_web USING (
    (SELECT may_all('review', 'read')) OR asked_by = (SELECT asking_user())
);

CREATE POLICY web_adds ON text_review FOR INSERT TO tryggkarta_web WITH CHECK (
    asked_by = (SELECT asking_user())
);

CREATE POLICY web_changes ON text_review FOR UPDATE TO tryggkarta_web USING (
    (SELECT may_all('review', 'update')) OR asked_by = (SELECT asking_user()) AND decision IS NULL
) WITH CHECK (
    (SELECT may_all('review', 'update')) OR asked_by = (SELECT asking_user()) AND decision IS NULL
);
