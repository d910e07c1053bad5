-- Marks that were turned down as a place: seen with the mark, turned down by who may make places.
GRANT SELECT, INSERT (observation_id) ON dismissed_mark TO tryggkarta_web;

CREATE POLICY web_reads ON dismissed_mark FOR SELECT TO tryggkarta_web USING (
    EXISTS (SELECT FROM observation WHERE observation.id = dismissed_mark.observation_id)
);

CREATE POLICY web_adds ON dismissed_mark FOR INSERT TO tryggkarta_web WITH CHECK (
    EXISTS (
        SELECT FROM observation
        WHERE observation.id = dismissed_mark.observation_id AND (
            (SELECT may_all('place', 'create'))
            OR observation.near_area_ids && (SELECT my_areas('place', 'create'))
        )
    )
);
