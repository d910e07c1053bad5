"""Who read what is sensitive and who took what out, beside who changed what: written once, never altered."""

from alembic import op

revision = "0013"
down_revision = "0012"

KEPT = ("change_history", "read_log", "export_log")

# Owns the functions that retention and redaction go through, and nobody logs in as it: whoever may run one
# of them can do what that function does to the logs, and nothing else.
ROLE = """
DO $$ BEGIN
    CREATE ROLE tryggkarta_retention NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
GRANT tryggkarta_retention TO CURRENT_USER;
GRANT USAGE ON SCHEMA public TO tryggkarta_retention;
"""

# An account that is deleted leaves its id in the logs: a name that nothing can be looked up by.
LOGS = """
CREATE FUNCTION asking_request() RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE RETURN nullif(current_setting('app.request_id', true), '');

CREATE TABLE read_log (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    user_id uuid DEFAULT asking_user(),
    request_id text DEFAULT asking_request(),
    what text NOT NULL,
    detail jsonb NOT NULL DEFAULT '{}',
    hour timestamptz
);
CREATE INDEX read_log_at_index ON read_log (at);
CREATE INDEX read_log_user_id_at_index ON read_log (user_id, at);
CREATE UNIQUE INDEX read_log_one_line_an_hour_unique ON read_log (user_id, what, detail, hour)
WHERE hour IS NOT NULL;

CREATE TABLE export_log (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    user_id uuid DEFAULT asking_user(),
    request_id text DEFAULT asking_request(),
    what text NOT NULL,
    layer text NOT NULL,
    filters jsonb NOT NULL DEFAULT '{}',
    row_count integer NOT NULL,
    purpose text NOT NULL,
    format text NOT NULL,
    data_version text NOT NULL
);
CREATE INDEX export_log_at_index ON export_log (at);
CREATE INDEX export_log_user_id_at_index ON export_log (user_id, at);

ALTER TABLE change_history ADD COLUMN request_id text;
CREATE INDEX change_history_changed_at_index ON change_history (changed_at);
"""

# Who and when are the database's to say: the web login may not give them.
GRANTS = """
GRANT SELECT ON read_log, export_log TO tryggkarta_web;
GRANT INSERT (what, detail, hour) ON read_log TO tryggkarta_web;
GRANT INSERT (what, layer, filters, row_count, purpose, format, data_version) ON export_log TO tryggkarta_web;
GRANT SELECT, DELETE ON read_log, export_log, change_history TO tryggkarta_retention;
GRANT UPDATE (before, after, note) ON change_history TO tryggkarta_retention;
"""

# No definer's rights: it has to see who really asks. No setting either, which anyone could make.
KEEPING = """
CREATE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_user <> 'tryggkarta_retention' THEN
        RAISE insufficient_privilege USING MESSAGE = format('%s is written once: nobody alters it', TG_TABLE_NAME);
    END IF;
    RETURN CASE TG_OP WHEN 'UPDATE' THEN NEW ELSE OLD END;
END $$;
"""

TRIGGERS = """
CREATE TRIGGER {table}_is_kept BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER {table}_is_not_emptied BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
"""

KEEP_HISTORY = """
CREATE OR REPLACE FUNCTION keep_history() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO change_history (table_name, row_id, changed_by, before, after, note{column})
    VALUES (
        TG_TABLE_NAME, NEW.id, asking_user(),
        CASE WHEN TG_OP = 'UPDATE' THEN to_jsonb(OLD) - 'tile_geom' END, to_jsonb(NEW) - 'tile_geom',
        coalesce(current_setting('app.change_note', true), ''){value}
    );
    RETURN NULL;
END $$;
"""


def upgrade() -> None:
    op.execute(ROLE)
    op.execute(LOGS)
    op.execute(GRANTS)
    op.execute(KEEPING)
    for table in KEPT:
        op.execute(TRIGGERS.format(table=table))
    op.execute(KEEP_HISTORY.format(column=", request_id", value=", asking_request()"))


def downgrade() -> None:
    op.execute(KEEP_HISTORY.format(column="", value=""))
    op.execute("""
        DROP TRIGGER change_history_is_kept ON change_history;
        DROP TRIGGER change_history_is_not_emptied ON change_history;
        DROP INDEX change_history_changed_at_index;
        ALTER TABLE change_history DROP COLUMN request_id;
        DROP TABLE read_log, export_log;
        DROP FUNCTION refuse_rewriting, asking_request;
        REVOKE ALL ON change_history FROM tryggkarta_retention;
        REVOKE ALL ON SCHEMA public FROM tryggkarta_retention;
    """)
