-- Photos: where the place is seen, by who may see photos there, or by who took them.
GRANT SELECT, INSERT (
    place_id, observation_id, image, thumbnail, media_type, width, height, caption, held, owner_organisation_id
), UPDATE (caption, held), DELETE ON photo TO tryggkarta_web;

CREATE POLICY web_reads ON photo FOR SELECT TO tryggkarta_web USING (
    (NOT held OR created_by = (SELECT asking_user()) OR (SELECT may_all('review', 'read')))
    AND EXISTS (
        SELECT FROM place WHERE place.id = photo.place_id AND (
            (SELECT may_all('photo', 'read'))
            OR place.near_area_ids && (SELECT my_areas('photo', 'read'))
            OR photo.created_by = (SELECT asking_user()) AND (SELECT may_own('photo', 'read'))
        )
    )
);

CREATE POLICY web_adds ON photo FOR INSERT TO tryggkarta_web WITH CHECK (
    created_by = (SELECT asking_user())
    AND EXISTS (
        SELECT FROM place WHERE place.id = photo.place_id AND (
            (SELECT may_all('photo', 'create')) OR place.near_area_ids && (SELECT my_areas('photo', 'create'))
        )
    )
);

CREATE POLICY web_changes ON photo FOR UPDATE TO tryggkarta_web USING ((SELECT may_all('review', 'update')));

CREATE POLICY web_removes ON photo FOR DELETE TO tryggkarta_web USING (
    (SELECT may_all('photo', 'remove')) OR held AND (SELECT may_all('review', 'update'))
);
