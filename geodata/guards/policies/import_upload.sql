-- Uploads: for who brought the file here, and for those who approve its kind of file once it was checked. What
-- follows from a change is the trigger's to say (guard_upload); what the worker writes, the web's login cannot. A
-- row that names a batch asks that it be taken back; all else of it is said by a trigger too (guard_new_upload).
GRANT SELECT, INSERT (file_name, sha256, bytes, kept_as, batch_id, approval),
UPDATE (source, settings, column_map, srid, accept_rejected, wanted), DELETE ON import_upload TO tryggkarta_web;

CREATE POLICY web_reads ON import_upload FOR SELECT TO tryggkarta_web USING (
    uploaded_by = (SELECT asking_user())
    OR approval = 'import' AND (SELECT may_all('import', 'update'))
    OR approval = 'crime_import' AND (SELECT may_all('crime_import', 'update'))
);

CREATE POLICY web_adds ON import_upload FOR INSERT TO tryggkarta_web WITH CHECK (
    uploaded_by = (SELECT asking_user())
    AND ((SELECT may_all('import', 'import')) OR (SELECT may_all('crime_import', 'import')))
);

CREATE POLICY web_asks_back ON import_upload FOR INSERT TO tryggkarta_web WITH CHECK (
    batch_id IS NOT NULL
    AND undone_by = (SELECT asking_user())
    AND (
        approval = 'import' AND (SELECT may_all('import', 'update'))
        OR approval = 'crime_import' AND (SELECT may_all('crime_import', 'update'))
    )
);

CREATE POLICY web_changes ON import_upload FOR UPDATE TO tryggkarta_web USING (
    uploaded_by = (SELECT asking_user())
    AND ((SELECT may_all('import', 'import')) OR (SELECT may_all('crime_import', 'import')))
    OR approval = 'import' AND (SELECT may_all('import', 'update'))
    OR approval = 'crime_import' AND (SELECT may_all('crime_import', 'update'))
);

CREATE POLICY web_removes ON import_upload FOR DELETE TO tryggkarta_web USING (
    uploaded_by = (SELECT asking_user())
    AND wanted IS NULL
    AND status IN ('uploaded', 'previewed', 'refused', 'failed')
);
