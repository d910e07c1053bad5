-- Unknown codes: for those who bring files in, decided by those who approve them.
GRANT SELECT, UPDATE (code, decided_by, decided_at) ON code_mapping TO tryggkarta_web;

CREATE POLICY web_reads ON code_mapping FOR SELECT TO tryggkarta_web USING (
    (SELECT may_all('import', 'read')) OR (SELECT may_all('crime_import', 'read'))
);

CREATE POLICY web_changes ON code_mapping FOR UPDATE TO tryggkarta_web USING (
    (SELECT may_all('import', 'update')) OR (SELECT may_all('crime_import', 'update'))
) WITH CHECK (
    ((SELECT may_all('import', 'update')) OR (SELECT may_all('crime_import', 'update')))
    AND decided_by = (SELECT asking_user())
);
