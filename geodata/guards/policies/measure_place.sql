-- Places that a measure serves: seen where both ends are, linked by who adds or changes the measure.
GRANT SELECT, INSERT, DELETE ON measure_place TO tryggkarta_web;

CREATE POLICY web_reads ON measure_place FOR SELECT TO tryggkarta_web USING (
    EXISTS (SELECT FROM measure WHERE measure.id = measure_place.measure_id)
    AND EXISTS (SELECT FROM place WHERE place.id = measure_place.place_id)
);

CREATE POLICY web_adds ON measure_place FOR INSERT TO tryggkarta_web WITH CHECK (
    EXISTS (SELECT FROM place WHERE place.id = measure_place.place_id)
    AND EXISTS (
        SELECT FROM measure WHERE measure.id = measure_place.measure_id AND (
            (SELECT may_all('measure', 'create'))
            OR measure.near_area_ids && (SELECT my_areas('measure', 'create'))
            OR measure.owner_organisation_id = ANY((SELECT my_organisations('measure', 'create'))::uuid[])
            OR measure.responsible_organisation_id = ANY((SELECT my_organisations('measure', 'create'))::uuid[])
            OR (SELECT may_all('measure', 'update'))
            OR measure.near_area_ids && (SELECT my_areas('measure', 'update'))
            OR measure.owner_organisation_id = ANY((SELECT my_organisations('measure', 'update'))::uuid[])
            OR measure.responsible_organisation_id = ANY((SELECT my_organisations('measure', 'update'))::uuid[])
        )
    )
);

CREATE POLICY web_removes ON measure_place FOR DELETE TO tryggkarta_web USING (
    EXISTS (
        SELECT FROM measure WHERE measure.id = measure_place.measure_id AND (
            (SELECT may_all('measure', 'update'))
            OR measure.near_area_ids && (SELECT my_areas('measure', 'update'))
            OR measure.owner_organisation_id = ANY((SELECT my_organisations('measure', 'update'))::uuid[])
            OR measure.responsible_organisation_id = ANY((SELECT my_organisations('measure', 'update'))::uuid[])
        )
    )
);
