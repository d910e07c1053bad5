-- Lines of the log: everyone adds and reads their own, the auditor reads all. Nobody alters one.
GRANT SELECT, INSERT (what, layer, filters, row_count, purpose, format, data_version) ON export_log TO tryggkarta_web;

CREATE POLICY web_reads ON export_log FOR SELECT TO tryggkarta_web USING (
    (SELECT may_all('log', 'read')) OR user_id = (SELECT asking_user()) AND (SELECT may_own('log', 'read'))
);

CREATE POLICY web_adds ON export_log FOR INSERT TO tryggkarta_web WITH CHECK (
    user_id = (SELECT asking_user())
);
