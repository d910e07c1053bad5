-- Reported faults: their places are in the words of those who reported them.
GRANT SELECT ON fault_report TO tryggkarta_web;

CREATE POLICY web_reads ON fault_report FOR SELECT TO tryggkarta_web USING (
    (SELECT may_all('ground', 'read')) OR area_ids && (SELECT my_areas('ground', 'read'))
);
