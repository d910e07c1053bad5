"""Signing in: what is secret of an account apart from the account, and the only ways to it."""

from alembic import op

revision = "0015"
down_revision = "0014"

# A hash of a password is of no use to whoever lists accounts, so no login reads it from an account's row.
TABLES = """
CREATE TABLE credential (
    user_id uuid NOT NULL,
    password_hash text,
    totp_secret text,
    totp_last_step bigint,
    PRIMARY KEY (user_id),
    FOREIGN KEY (user_id) REFERENCES user_account (id) ON DELETE CASCADE
);

CREATE TABLE recovery_code (
    user_id uuid NOT NULL,
    digest text NOT NULL,
    PRIMARY KEY (user_id, digest),
    FOREIGN KEY (user_id) REFERENCES user_account (id) ON DELETE CASCADE
);

CREATE TABLE identity (
    issuer text NOT NULL,
    subject text NOT NULL,
    user_id uuid NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    PRIMARY KEY (issuer, subject),
    FOREIGN KEY (user_id) REFERENCES user_account (id) ON DELETE CASCADE
);
CREATE INDEX identity_user_id_index ON identity (user_id);

-- Digests, because what is typed where an address belongs may be a password.
CREATE TABLE sign_in_attempt (
    id bigint GENERATED ALWAYS AS IDENTITY,
    kind text NOT NULL,
    subject text NOT NULL,
    at timestamptz DEFAULT clock_timestamp() NOT NULL,
    PRIMARY KEY (id),
    CHECK (kind IN ('account', 'address', 'code'))
);
CREATE INDEX sign_in_attempt_kind_subject_at_index ON sign_in_attempt (kind, subject, at);
CREATE INDEX sign_in_attempt_at_index ON sign_in_attempt (at);

ALTER TABLE user_account
ADD COLUMN password_set_at timestamptz,
ADD COLUMN temporary_until timestamptz,
ADD COLUMN totp_since timestamptz,
ADD COLUMN unlocked_at timestamptz;

-- The issuer whose claims give the membership; null where an administrator gave it. One that is ended on
-- the day it began never held.
ALTER TABLE membership ADD COLUMN claimed_from text;
ALTER TABLE membership DROP CONSTRAINT membership_check;
ALTER TABLE membership ADD CHECK (valid_from <= valid_to);
"""

MOVE = """
INSERT INTO credential (user_id, password_hash) SELECT id, password_hash FROM user_account;
UPDATE user_account SET password_set_at = created_at;
ALTER TABLE user_account DROP COLUMN password_hash;
"""

# Every change of what someone may do or signs in with ends the sessions of that account, whoever makes it.
TRIGGERS = """
CREATE FUNCTION end_sessions_of_member() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE user_account SET credentials_version = credentials_version + 1 WHERE id = NEW.user_id;
    RETURN NULL;
END $$;
CREATE TRIGGER membership_ends_sessions AFTER INSERT OR UPDATE ON membership
FOR EACH ROW EXECUTE FUNCTION end_sessions_of_member();

-- The account says when its secrets were set, so that its history tells of them without holding them.
CREATE FUNCTION tell_of_credential() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    old_password text := CASE WHEN TG_OP = 'UPDATE' THEN OLD.password_hash END;
    old_secret text := CASE WHEN TG_OP = 'UPDATE' THEN OLD.totp_secret END;
    new_password boolean := NEW.password_hash IS DISTINCT FROM old_password;
    new_secret boolean := NEW.totp_secret IS DISTINCT FROM old_secret;
BEGIN
    UPDATE user_account SET
        password_set_at = CASE
            WHEN NOT new_password THEN password_set_at WHEN NEW.password_hash IS NOT NULL THEN clock_timestamp()
        END,
        totp_since = CASE WHEN NOT new_secret THEN totp_since WHEN NEW.totp_secret IS NOT NULL THEN clock_timestamp() END,
        credentials_version = credentials_version + 1
    WHERE id = NEW.user_id AND (new_password OR new_secret);
    RETURN NULL;
END $$;
CREATE TRIGGER credential_told AFTER INSERT OR UPDATE ON credential
FOR EACH ROW EXECUTE FUNCTION tell_of_credential();

CREATE FUNCTION end_sessions_of_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.credentials_version := OLD.credentials_version + 1;
    RETURN NEW;
END $$;
CREATE TRIGGER user_account_ends_sessions BEFORE UPDATE ON user_account FOR EACH ROW
WHEN (OLD.disabled_at IS DISTINCT FROM NEW.disabled_at OR OLD.email <> NEW.email)
EXECUTE FUNCTION end_sessions_of_closed();

CREATE TRIGGER user_account_history_of_new AFTER INSERT ON user_account
FOR EACH ROW WHEN (NOT NEW.synthetic) EXECUTE FUNCTION keep_history();
CREATE TRIGGER user_account_history AFTER UPDATE ON user_account FOR EACH ROW
WHEN (
    (OLD.email, OLD.name, OLD.disabled_at, OLD.password_set_at, OLD.totp_since, OLD.unlocked_at)
    IS DISTINCT FROM (NEW.email, NEW.name, NEW.disabled_at, NEW.password_set_at, NEW.totp_since, NEW.unlocked_at)
)
EXECUTE FUNCTION keep_history();
CREATE TRIGGER membership_history AFTER INSERT OR UPDATE ON membership
FOR EACH ROW EXECUTE FUNCTION keep_history();
"""

# may_all is installed with the guards: what a body in plpgsql names is looked up when it runs.
RIGHTS = """
CREATE FUNCTION require_account_right(account uuid, also_own boolean) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT (may_all('user', 'update') OR (also_own AND coalesce(account = asking_user(), false))) THEN
        RAISE insufficient_privilege USING MESSAGE = 'this account is not the asker''s to change';
    END IF;
END $$;

-- Names stand beside what people changed; the rest of an account is its own and the administrators'.
CREATE FUNCTION account_name(account uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT name FROM user_account WHERE id = account
$$;
"""

# Before signing in there is no asker: these answer for one account or identity at a time, and never list.
SIGNING_IN = """
CREATE FUNCTION credentials_of(address text)
RETURNS TABLE (
    user_id uuid, password_hash text, version integer, language text, has_totp boolean, is_temporary boolean
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT
        account.id, credential.password_hash, account.credentials_version, account.language,
        credential.totp_secret IS NOT NULL, account.temporary_until IS NOT NULL
    FROM user_account AS account
    JOIN credential ON account.id = credential.user_id
    WHERE
        account.email = lower(address) AND account.disabled_at IS NULL
        AND (account.temporary_until IS NULL OR clock_timestamp() < account.temporary_until)
$$;

CREATE FUNCTION second_factor_of(account uuid) RETURNS TABLE (sealed text, last_step bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT totp_secret, totp_last_step FROM credential WHERE user_id = account AND totp_secret IS NOT NULL
$$;

-- True once: a step that was used, and every one before it, is refused, also when two come at once.
CREATE FUNCTION use_totp_step(account uuid, step bigint) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE credential SET totp_last_step = step
    WHERE user_id = account AND totp_secret IS NOT NULL AND coalesce(totp_last_step < step, true);
    RETURN FOUND;
END $$;

CREATE FUNCTION use_recovery_code(account uuid, used text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM recovery_code WHERE user_id = account AND digest = used;
    RETURN FOUND;
END $$;

-- Seconds to wait before the next attempt; 0 where there is room, and the attempt is then counted.
-- One at a time per subject, so that many attempts at once do not slip through together.
CREATE FUNCTION count_attempt(of_kind text, of_subject text, most integer[], seconds integer[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    wait integer;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(of_kind || ' ' || of_subject, 0));
    SELECT coalesce(max(ceil(extract(epoch FROM oldest + allowed.seconds * interval '1 s' - clock_timestamp()))), 0)
    INTO wait
    FROM unnest(most, seconds) AS allowed (most, seconds)
    CROSS JOIN LATERAL (
        SELECT min(newest.at) AS oldest, count(*) AS number
        FROM (
            SELECT at FROM sign_in_attempt
            WHERE kind = of_kind AND subject = of_subject AND at > clock_timestamp() - allowed.seconds * interval '1 s'
            ORDER BY at DESC LIMIT allowed.most
        ) AS newest
    ) AS counted
    WHERE counted.number >= allowed.most;
    IF wait = 0 THEN
        INSERT INTO sign_in_attempt (kind, subject) VALUES (of_kind, of_subject);
        DELETE FROM sign_in_attempt WHERE at < clock_timestamp() - interval '2 days';
    END IF;
    RETURN wait;
END $$;

CREATE FUNCTION forget_attempts(of_kind text, of_subject text, only_newest boolean) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DELETE FROM sign_in_attempt
    WHERE kind = of_kind AND subject = of_subject AND (
        NOT only_newest OR id = (SELECT max(id) FROM sign_in_attempt WHERE kind = of_kind AND subject = of_subject)
    )
$$;

CREATE FUNCTION account_of_identity(of_issuer text, of_subject text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT user_id FROM identity WHERE issuer = of_issuer AND subject = of_subject
$$;

-- A new account for someone whom the issuer knows. No account is taken over by its address.
CREATE FUNCTION open_identity(of_issuer text, of_subject text, address text, full_name text) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    opened uuid;
BEGIN
    INSERT INTO user_account (email, name) VALUES (lower(address), full_name) RETURNING id INTO opened;
    INSERT INTO identity (issuer, subject, user_id) VALUES (of_issuer, of_subject, opened);
    RETURN opened;
END $$;

-- Make the memberships that the issuer's claims give into exactly `granted`, a JSON array of objects with
-- role, organisation_id, area_ids, valid_to. True where anything changed.
CREATE FUNCTION claim_memberships(account uuid, of_issuer text, granted jsonb, today date) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    ended integer;
    begun integer;
BEGIN
    UPDATE membership AS held SET valid_to = greatest(held.valid_from, today)
    WHERE
        held.user_id = account AND held.claimed_from = of_issuer AND (held.valid_to IS NULL OR today < held.valid_to)
        AND NOT EXISTS (
            SELECT FROM jsonb_to_recordset(granted)
                AS given (role text, organisation_id uuid, area_ids integer[], valid_to date)
            WHERE
                (given.role, given.organisation_id, given.area_ids, given.valid_to)
                IS NOT DISTINCT FROM (held.role, held.organisation_id, held.area_ids, held.valid_to)
        );
    GET DIAGNOSTICS ended = ROW_COUNT;
    INSERT INTO membership (user_id, organisation_id, role, area_ids, valid_from, valid_to, claimed_from)
    SELECT DISTINCT account, given.organisation_id, given.role, given.area_ids, today, given.valid_to, of_issuer
    FROM jsonb_to_recordset(granted) AS given (role text, organisation_id uuid, area_ids integer[], valid_to date)
    WHERE NOT EXISTS (
        SELECT FROM membership AS held
        WHERE
            held.user_id = account AND held.claimed_from = of_issuer
            AND (given.role, given.organisation_id, given.area_ids, given.valid_to)
            IS NOT DISTINCT FROM (held.role, held.organisation_id, held.area_ids, held.valid_to)
    );
    GET DIAGNOSTICS begun = ROW_COUNT;
    RETURN ended + begun > 0;
END $$;
"""

CHANGING = """
CREATE FUNCTION set_password(account uuid, new_hash text, until timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM require_account_right(account, also_own => true);
    UPDATE user_account SET temporary_until = until WHERE id = account;
    INSERT INTO credential (user_id, password_hash) VALUES (account, new_hash)
    ON CONFLICT (user_id) DO UPDATE SET password_hash = excluded.password_hash;
END $$;

-- One's own only: nobody enrols another's telephone.
CREATE FUNCTION set_second_factor(sealed text, step bigint, digests text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO credential (user_id, totp_secret, totp_last_step) VALUES (asking_user(), sealed, step)
    ON CONFLICT (user_id) DO UPDATE
    SET totp_secret = excluded.totp_secret, totp_last_step = excluded.totp_last_step;
    DELETE FROM recovery_code WHERE user_id = asking_user();
    INSERT INTO recovery_code (user_id, digest) SELECT asking_user(), unnest(digests);
END $$;

CREATE FUNCTION clear_second_factor(account uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM require_account_right(account, also_own => true);
    UPDATE credential SET totp_secret = NULL, totp_last_step = NULL WHERE user_id = account;
    DELETE FROM recovery_code WHERE user_id = account;
END $$;

CREATE FUNCTION recovery_codes_left() RETURNS integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT count(*) FROM recovery_code WHERE user_id = asking_user()
$$;

CREATE FUNCTION end_sessions(account uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM require_account_right(account, also_own => true);
    UPDATE user_account SET credentials_version = credentials_version + 1 WHERE id = account;
END $$;

CREATE FUNCTION unlock_account(account uuid, of_subjects text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM require_account_right(account, also_own => false);
    DELETE FROM sign_in_attempt WHERE kind IN ('account', 'code') AND subject = ANY(of_subjects);
    UPDATE user_account SET unlocked_at = clock_timestamp() WHERE id = account;
END $$;

-- Those of the given subjects that wait now.
CREATE FUNCTION locked_subjects(of_kind text, of_subjects text[], most integer[], seconds integer[])
RETURNS SETOF text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM require_account_right(NULL, also_own => false);
    RETURN QUERY
    SELECT asked.subject
    FROM unnest(of_subjects) AS asked (subject)
    WHERE EXISTS (
        SELECT FROM unnest(most, seconds) AS allowed (most, seconds)
        WHERE allowed.most <= (
            SELECT count(*) FROM sign_in_attempt AS tried
            WHERE
                tried.kind = of_kind AND tried.subject = asked.subject
                AND tried.at > clock_timestamp() - allowed.seconds * interval '1 s'
        )
    );
END $$;
"""

FUNCTIONS = (
    "credentials_of(text)",
    "second_factor_of(uuid)",
    "use_totp_step(uuid, bigint)",
    "use_recovery_code(uuid, text)",
    "count_attempt(text, text, integer[], integer[])",
    "forget_attempts(text, text, boolean)",
    "account_of_identity(text, text)",
    "open_identity(text, text, text, text)",
    "claim_memberships(uuid, text, jsonb, date)",
    "set_password(uuid, text, timestamptz)",
    "set_second_factor(text, bigint, text[])",
    "clear_second_factor(uuid)",
    "recovery_codes_left()",
    "end_sessions(uuid)",
    "unlock_account(uuid, text[])",
    "locked_subjects(text, text[], integer[], integer[])",
    "require_account_right(uuid, boolean)",
    "account_name(uuid)",
)

# The account's person writes the language, administrators the rest: the policies say whose rows.
GRANTS = """
REVOKE UPDATE ON user_account FROM tryggkarta_web;
GRANT UPDATE (language, name, email, disabled_at) ON user_account TO tryggkarta_web;
GRANT INSERT (email, name, language) ON user_account TO tryggkarta_web;
GRANT INSERT (user_id, organisation_id, role, area_ids, valid_from, valid_to) ON membership TO tryggkarta_web;
GRANT UPDATE (valid_to) ON membership TO tryggkarta_web;
"""


def upgrade() -> None:
    op.execute(TABLES)
    op.execute(MOVE)
    op.execute(TRIGGERS)
    op.execute(RIGHTS)
    op.execute(SIGNING_IN)
    op.execute(CHANGING)
    for function in FUNCTIONS:
        op.execute(f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC")
        op.execute(f"GRANT EXECUTE ON FUNCTION {function} TO tryggkarta_web")
    op.execute(GRANTS)


def downgrade() -> None:
    op.execute("""
        REVOKE INSERT, UPDATE ON user_account, membership FROM tryggkarta_web;
        DROP TRIGGER membership_ends_sessions ON membership;
        DROP TRIGGER membership_history ON membership;
        DROP TRIGGER user_account_ends_sessions ON user_account;
        DROP TRIGGER user_account_history_of_new ON user_account;
        DROP TRIGGER user_account_history ON user_account;
    """)
    for function in FUNCTIONS:
        op.execute(f"DROP FUNCTION {function}")
    op.execute("""
        DROP TRIGGER credential_told ON credential;
        DROP FUNCTION end_sessions_of_member, tell_of_credential, end_sessions_of_closed;
        ALTER TABLE user_account ADD COLUMN password_hash text DEFAULT '' NOT NULL;
        UPDATE user_account SET password_hash = coalesce(credential.password_hash, '')
        FROM credential WHERE credential.user_id = user_account.id;
        ALTER TABLE user_account ALTER COLUMN password_hash DROP DEFAULT;
        ALTER TABLE user_account
        DROP COLUMN password_set_at, DROP COLUMN temporary_until, DROP COLUMN totp_since, DROP COLUMN unlocked_at;
        DROP TABLE credential, recovery_code, identity, sign_in_attempt;
        UPDATE membership SET valid_to = valid_from + 1 WHERE valid_from = valid_to;
        ALTER TABLE membership DROP CONSTRAINT membership_check, DROP COLUMN claimed_from;
        ALTER TABLE membership ADD CHECK (valid_from < valid_to);
        GRANT UPDATE (language, password_hash, credentials_version) ON user_account TO tryggkarta_web;
    """)
