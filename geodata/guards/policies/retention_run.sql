-- Runs of retention: for the auditor, and for the coordinator, whose texts they removed. No login adds one.
GRANT SELECT ON retention_run TO tryggkarta_web;

CREATE POLICY web_reads ON retention_run FOR SELECT TO tryggkarta_web USING (
    (SELECT may_all('log', 'read')) OR (SELECT may_all('review', 'read'))
);
