-- Places: seen from every area within 25 metres; a text that awaits review by its author and reviewers only.
GRANT SELECT, INSERT, UPDATE ON place TO tryggkarta_web;

CREATE POLICY web_reads ON place FOR SELECT TO tryggkarta_web USING (
    (NOT held OR updated_by = (SELECT asking_user()) OR (SELECT may_all('review', 'read')))
    AND (
        (SELECT may_all('place', 'read'))
        OR near_area_ids && (SELECT my_areas('place', 'read'))
        OR owner_organisation_id = ANY((SELECT my_organisations('place', 'read'))::uuid[])
        OR created_by = (SELECT asking_user()) AND (SELECT may_own('place', 'read'))
    )
);

CREATE POLICY web_adds ON place FOR INSERT TO tryggkarta_web WITH CHECK (
    created_by = (SELECT asking_user())
    AND (
        (SELECT may_all('place', 'create'))
        OR near_area_ids && (SELECT my_areas('place', 'create'))
        OR owner_organisation_id = ANY((SELECT my_organisations('place', 'create'))::uuid[])
    )
);

CREATE POLICY web_changes ON place FOR UPDATE TO tryggkarta_web USING (
    (NOT held OR updated_by = (SELECT asking_user()) OR (SELECT may_all('review', 'read')))
    AND (
        (SELECT may_all('place', 'update'))
        OR near_area_ids && (SELECT my_areas('place', 'update'))
        OR owner_organisation_id = ANY((SELECT my_organisations('place', 'update'))::uuid[])
        OR created_by = (SELECT asking_user()) AND (SELECT may_own('place', 'update'))
    )
) WITH CHECK (
    (SELECT may_all('place', 'update'))
    OR near_area_ids && (SELECT my_areas('place', 'update'))
    OR owner_organisation_id = ANY((SELECT my_organisations('place', 'update'))::uuid[])
    OR created_by = (SELECT asking_user()) AND (SELECT may_own('place', 'update'))
);
