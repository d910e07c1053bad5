"""Who changed what and when: a history of every interactive change, kept by triggers."""

from alembic import op

revision = "0009"
down_revision = "0008"

KEPT = ("place", "observation", "initiative", "goal", "measure")

HISTORY = """
CREATE TABLE change_history (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    table_name text NOT NULL,
    row_id uuid NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    changed_by uuid,
    before jsonb,
    after jsonb NOT NULL
);
CREATE INDEX change_history_row_id_changed_at_index ON change_history (row_id, changed_at);

-- Definer's rights: the web login may not write the history itself.
CREATE FUNCTION keep_history() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO change_history (table_name, row_id, changed_by, before, after)
    VALUES (
        TG_TABLE_NAME, NEW.id, asking_user(),
        CASE WHEN TG_OP = 'UPDATE' THEN to_jsonb(OLD) - 'tile_geom' END, to_jsonb(NEW) - 'tile_geom'
    );
    RETURN NULL;
END $$;

-- Who and when of the newest change, and the version that optimistic locks compare. What the database
-- derives itself (areas, tile geometry, day, light) is no change.
CREATE FUNCTION stamp_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    derived text[] := ARRAY['area_ids', 'tile_geom', 'observed_on', 'light'];
BEGIN
    IF to_jsonb(OLD) - derived IS DISTINCT FROM to_jsonb(NEW) - derived THEN
        NEW.version := OLD.version + 1;
        NEW.updated_at := now();
        NEW.updated_by := asking_user();
    END IF;
    RETURN NEW;
END $$;
"""

# Row triggers make bulk loads many times slower: rows of a batch have the batch as their provenance, and
# only later changes of theirs are history. Membership in areas is derived, so its refresh is no change.
TRIGGERS = """
CREATE TRIGGER {table}_stamp BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION stamp_change();
CREATE TRIGGER {table}_history_of_new AFTER INSERT ON {table} FOR EACH ROW
WHEN (NEW.batch_id IS NULL) EXECUTE FUNCTION keep_history();
CREATE TRIGGER {table}_history AFTER UPDATE ON {table} FOR EACH ROW
WHEN (OLD.version <> NEW.version) EXECUTE FUNCTION keep_history();
"""


def upgrade() -> None:
    op.execute(HISTORY)
    for table in KEPT:
        op.execute(TRIGGERS.format(table=table))


def downgrade() -> None:
    for table in KEPT:
        op.execute(f"""
            DROP TRIGGER {table}_stamp ON {table};
            DROP TRIGGER {table}_history_of_new ON {table};
            DROP TRIGGER {table}_history ON {table};
        """)
    op.execute("DROP FUNCTION stamp_change, keep_history; DROP TABLE change_history;")
