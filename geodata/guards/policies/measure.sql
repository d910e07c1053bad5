-- Measures: as places; an organisation has those it owns or is responsible for.
GRANT SELECT, INSERT, UPDATE ON measure TO tryggkarta_web;

CREATE POLICY web_reads ON measure FOR SELECT TO tryggkarta_web USING (
    (NOT held OR updated_by = (SELECT asking_user()) OR (SELECT may_all('review', 'read')))
    AND (
        (SELECT may_all('measure', 'read'))
        OR near_area_ids && (SELECT my_areas('measure', 'read'))
        OR owner_organisation_id = ANY((SELECT my_organisations('measure', 'read'))::uuid[])
        OR responsible_organisation_id = ANY((SELECT my_organisations('measure', 'read'))::uuid[])
        OR created_by = (SELECT asking_user()) AND (SELECT may_own('measure', 'read'))
    )
);

CREATE POLICY web_adds ON measure FOR INSERT TO tryggkarta_web WITH CHECK (
    created_by = (SELECT asking_user())
    AND (
        (SELECT may_all('measure', 'create'))
        OR near_area_ids && (SELECT my_areas('measure', 'create'))
        OR owner_organisation_id = ANY((SELECT my_organisations('measure', 'create'))::uuid[])
        OR responsible_organisation_id = ANY((SELECT my_organisations('measure', 'create'))::uuid[])
    )
);

CREATE POLICY web_changes ON measure FOR UPDATE TO tryggkarta_web USING (
    (NOT held OR updated_by = (SELECT asking_user()) OR (SELECT may_all('review', 'read')))
    AND (
        (SELECT may_all('measure', 'update'))
        OR near_area_ids && (SELECT my_areas('measure', 'update'))
        OR owner_organisation_id = ANY((SELECT my_organisations('measure', 'update'))::uuid[])
        OR responsible_organisation_id = ANY((SELECT my_organisations('measure', 'update'))::uuid[])
        OR created_by = (SELECT asking_user()) AND (SELECT may_own('measure', 'update'))
    )
) WITH CHECK (
    (SELECT may_all('measure', 'update'))
    OR near_area_ids && (SELECT my_areas('measure', 'update'))
    OR owner_organisation_id = ANY((SELECT my_organisations('measure', 'update'))::uuid[])
    OR responsible_organisation_id = ANY((SELECT my_organisations('measure', 'update'))::uuid[])
    OR created_by = (SELECT asking_user()) AND (SELECT may_own('measure', 'update'))
);
