-- Batches: file names and quality figures are for those who import and audit.
GRANT SELECT ON import_batch TO tryggkarta_web;

CREATE POLICY web_reads ON import_batch FOR SELECT TO tryggkarta_web USING ((SELECT may_all('import', 'read')));
