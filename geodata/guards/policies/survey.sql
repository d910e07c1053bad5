-- What was asked, when and by whom: for all who read any survey.
GRANT SELECT ON survey TO tryggkarta_web;

CREATE POLICY web_reads ON survey FOR SELECT TO tryggkarta_web USING (
    (SELECT may_all('survey', 'read')) OR (SELECT my_areas('survey', 'read') <> '{}')
);
