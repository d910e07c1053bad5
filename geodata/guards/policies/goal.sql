-- Goals: whoever sees the initiative sees its goals, whoever changes it changes them.
GRANT SELECT, INSERT, UPDATE ON goal TO tryggkarta_web;

CREATE POLICY web_reads ON goal FOR SELECT TO tryggkarta_web USING (
    (NOT held OR updated_by = (SELECT asking_user()) OR (SELECT may_all('review', 'read')))
    AND EXISTS (SELECT FROM initiative WHERE initiative.id = goal.initiative_id)
);

CREATE POLICY web_adds ON goal FOR INSERT TO tryggkarta_web WITH CHECK (
    created_by = (SELECT asking_user())
    AND EXISTS (
        SELECT FROM initiative WHERE initiative.id = goal.initiative_id AND (
            (SELECT may_all('initiative', 'update'))
            OR initiative.area_ids && (SELECT my_areas('initiative', 'update'))
            OR initiative.owner_organisation_id = ANY((SELECT my_organisations('initiative', 'update'))::uuid[])
            OR initiative.lead_organisation_id = ANY((SELECT my_organisations('initiative', 'update'))::uuid[])
        )
    )
);

CREATE POLICY web_changes ON goal FOR UPDATE TO tryggkarta_web USING (
    (NOT held OR updated_by = (SELECT asking_user()) OR (SELECT may_all('review', 'read')))
    AND EXISTS (
        SELECT FROM initiative WHERE initiative.id = goal.initiative_id AND (
            (SELECT may_all('initiative', 'update'))
            OR initiative.area_ids && (SELECT my_areas('initiative', 'update'))
            OR initiative.owner_organisation_id = ANY((SELECT my_organisations('initiative', 'update'))::uuid[])
            OR initiative.lead_organisation_id = ANY((SELECT my_organisations('initiative', 'update'))::uuid[])
        )
    )
);
