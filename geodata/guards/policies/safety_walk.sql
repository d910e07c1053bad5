-- Safety walks: seen from the areas that they are about.
GRANT SELECT ON safety_walk TO tryggkarta_web;

CREATE POLICY web_reads ON safety_walk FOR SELECT TO tryggkarta_web USING (
    (SELECT may_all('walk', 'read')) OR area_ids && (SELECT my_areas('walk', 'read'))
);
