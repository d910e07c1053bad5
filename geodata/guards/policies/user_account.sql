-- Accounts: everyone sees their own, administrators all. Names stand beside changes through account_name().
-- What is secret of an account is not here, and what is set with it is set by functions.
GRANT SELECT, INSERT (email, name, language), UPDATE (language, name, email, disabled_at)
ON user_account TO tryggkarta_web;

CREATE POLICY web_reads ON user_account FOR SELECT TO tryggkarta_web USING (
    id = (SELECT asking_user()) OR (SELECT may_all('user', 'read'))
);

CREATE POLICY web_adds ON user_account FOR INSERT TO tryggkarta_web WITH CHECK ((SELECT may_all('user', 'create')));

CREATE POLICY web_changes ON user_account FOR UPDATE TO tryggkarta_web USING (
    id = (SELECT asking_user()) OR (SELECT may_all('user', 'update'))
);
