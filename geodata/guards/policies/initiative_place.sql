-- Places of an initiative: seen where both ends are, linked and unlinked by who changes the initiative.
GRANT SELECT, INSERT, DELETE ON initiative_place TO tryggkarta_web;

CREATE POLICY web_reads ON initiative_place FOR SELECT TO tryggkarta_web USING (
    EXISTS (SELECT FROM initiative WHERE initiative.id = initiative_place.initiative_id)
    AND EXISTS (SELECT FROM place WHERE place.id = initiative_place.place_id)
);

CREATE POLICY web_adds ON initiative_place FOR INSERT TO tryggkarta_web WITH CHECK (
    EXISTS (SELECT FROM place WHERE place.id = initiative_place.place_id)
    AND EXISTS (
        SELECT FROM initiative WHERE initiative.id = initiative_place.initiative_id AND (
            (SELECT may_all('initiative', 'update'))
            OR initiative.area_ids && (SELECT my_areas('initiative', 'update'))
            OR initiative.owner_organisation_id = ANY((SELECT my_organisations('initiative', 'update'))::uuid[])
            OR initiative.lead_organisation_id = ANY((SELECT my_organisations('initiative', 'update'))::uuid[])
        )
    )
);

CREATE POLICY web_removes ON initiative_place FOR DELETE TO tryggkarta_web USING (
    EXISTS (
        SELECT FROM initiative WHERE initiative.id = initiative_place.initiative_id AND (
            (SELECT may_all('initiative', 'update'))
            OR initiative.area_ids && (SELECT my_areas('initiative', 'update'))
            OR initiative.owner_organisation_id = ANY((SELECT my_organisations('initiative', 'update'))::uuid[])
            OR initiative.lead_organisation_id = ANY((SELECT my_organisations('initiative', 'update'))::uuid[])
        )
    )
);
