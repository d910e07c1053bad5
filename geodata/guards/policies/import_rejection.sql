-- Rejected rows: for those who import and audit.
GRANT SELECT ON import_rejection TO tryggkarta_web;

CREATE POLICY web_reads ON import_rejection FOR SELECT TO tryggkarta_web USING ((SELECT may_all('import', 'read')));
