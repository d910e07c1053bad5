-- Memberships: everyone sees their own, administrators all. Those that come from claims are made by a function.
GRANT SELECT, INSERT (user_id, organisation_id, role, area_ids, valid_from, valid_to), UPDATE (valid_to)
ON membership TO tryggkarta_web;

CREATE POLICY web_reads ON membership FOR SELECT TO tryggkarta_web USING (
    user_id = (SELECT asking_user()) OR (SELECT may_all('user', 'read'))
);

CREATE POLICY web_adds ON membership FOR INSERT TO tryggkarta_web WITH CHECK ((SELECT may_all('user', 'create')));

CREATE POLICY web_changes ON membership FOR UPDATE TO tryggkarta_web USING ((SELECT may_all('user', 'update')));
