-- Recorded crime: the police login reads it for those who may see points, in their areas. No login writes it.
GRANT SELECT ON police.incident TO tryggkarta_police;

CREATE POLICY police_reads ON police.incident FOR SELECT TO tryggkarta_police USING (
    (SELECT form = 'points' FROM my_crime_form())
    AND ((SELECT may_all('incident', 'read')) OR area_ids && (SELECT my_areas('incident', 'read')))
);
