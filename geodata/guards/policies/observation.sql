-- Observations: as places. Who may only write them reads their own.
GRANT SELECT, INSERT, UPDATE ON observation TO tryggkarta_web;

CREATE POLICY web_reads ON observation FOR SELECT TO tryggkarta_web USING (
    (NOT held OR updated_by = (SELECT asking_user()) OR (SELECT may_all('review', 'read')))
    AND (
        (SELECT may_all('observation', 'read'))
        OR near_area_ids && (SELECT my_areas('observation', 'read'))
        OR owner_organisation_id = ANY((SELECT my_organisations('observation', 'read'))::uuid[])
        OR created_by = (SELECT asking_user()) AND (SELECT may_own('observation', 'read'))
    )
);

CREATE POLICY web_adds ON observation FOR INSERT TO tryggkarta_web WITH CHECK (
    created_by = (SELECT asking_user())
    AND (
        (SELECT may_all('observation', 'create'))
        OR near_area_ids && (SELECT my_areas('observation', 'create'))
        OR owner_organisation_id = ANY((SELECT my_organisations('observation', 'create'))::uuid[])
    )
);

CREATE POLICY web_changes ON observation FOR UPDATE TO tryggkarta_web USING (
    (NOT held OR updated_by = (SELECT asking_user()) OR (SELECT may_all('review', 'read')))
    AND (
        (SELECT may_all('observation', 'update'))
        OR near_area_ids && (SELECT my_areas('observation', 'update'))
        OR owner_organisation_id = ANY((SELECT my_organisations('observation', 'update'))::uuid[])
        OR created_by = (SELECT asking_user()) AND (SELECT may_own('observation', 'update'))
    )
) WITH CHECK (
    (SELECT may_all('observation', 'update'))
    OR near_area_ids && (SELECT my_areas('observation', 'update'))
    OR owner_organisation_id = ANY((SELECT my_organisations('observation', 'update'))::uuid[])
    OR created_by = (SELECT asking_user()) AND (SELECT may_own('observation', 'update'))
);
