-- Initiatives: seen from the areas they name; an organisation has those it owns or leads.
GRANT SELECT, INSERT, UPDATE ON initiative TO tryggkarta_web;

CREATE POLICY web_reads ON initiative FOR SELECT TO tryggkarta_web USING (
    (NOT held OR updated_by = (SELECT asking_user()) OR (SELECT may_all('review', 'read')))
    AND (
        (SELECT may_all('initiative', 'read'))
        OR area_ids && (SELECT my_areas('initiative', 'read'))
        OR owner_organisation_id = ANY((SELECT my_organisations('initiative', 'read'))::uuid[])
        OR lead_organisation_id = ANY((SELECT my_organisations('initiative', 'read'))::uuid[])
        OR created_by = (SELECT asking_user()) AND (SELECT may_own('initiative', 'read'))
    )
);

CREATE POLICY web_adds ON initiative FOR INSERT TO tryggkarta_web WITH CHECK (
    created_by = (SELECT asking_user())
    AND (
        (SELECT may_all('initiative', 'create'))
        OR area_ids && (SELECT my_areas('initiative', 'create'))
        OR owner_organisation_id = ANY((SELECT my_organisations('initiative', 'create'))::uuid[])
        OR lead_organisation_id = ANY((SELECT my_organisations('initiative', 'create'))::uuid[])
    )
);

CREATE POLICY web_changes ON initiative FOR UPDATE TO tryggkarta_web USING (
    (NOT held OR updated_by = (SELECT asking_user()) OR (SELECT may_all('review', 'read')))
    AND (
        (SELECT may_all('initiative', 'update'))
        OR area_ids && (SELECT my_areas('initiative', 'update'))
        OR owner_organisation_id = ANY((SELECT my_organisations('initiative', 'update'))::uuid[])
        OR lead_organisation_id = ANY((SELECT my_organisations('initiative', 'update'))::uuid[])
        OR created_by = (SELECT asking_user()) AND (SELECT may_own('initiative', 'update'))
    )
) WITH CHECK (
    (SELECT may_all('initiative', 'update'))
    OR area_ids && (SELECT my_areas('initiative', 'update'))
    OR owner_organisation_id = ANY((SELECT my_organisations('initiative', 'update'))::uuid[])
    OR lead_organisation_id = ANY((SELECT my_organisations('initiative', 'update'))::uuid[])
    OR created_by = (SELECT asking_user()) AND (SELECT may_own('initiative', 'update'))
);
