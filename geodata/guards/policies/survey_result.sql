-- Survey results: of the asker's areas and of the city, which they are compared with.
GRANT SELECT ON survey_result TO tryggkarta_web;

CREATE POLICY web_reads ON survey_result FOR SELECT TO tryggkarta_web USING (
    (SELECT may_all('survey', 'read'))
    OR area_id = ANY((SELECT my_areas('survey', 'read'))::integer[])
    OR (SELECT my_areas('survey', 'read') <> '{}') AND EXISTS (
        SELECT FROM area INNER JOIN city ON area.kind = city.boundary_kind WHERE area.id = survey_result.area_id
    )
);
