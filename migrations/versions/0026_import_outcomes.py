"""What a batch did to its rows, told apart; an undo writes back who changed a row last, and when."""

from alembic import op

revision = "0026"
down_revision = "0025"

COLUMNS = """
ALTER TABLE import_batch
ADD COLUMN rows_new integer DEFAULT 0 NOT NULL CHECK (rows_new >= 0),
ADD COLUMN rows_changed integer DEFAULT 0 NOT NULL CHECK (rows_changed >= 0),
ADD COLUMN rows_kept integer DEFAULT 0 NOT NULL CHECK (rows_kept >= 0);

-- Of older batches it is known how many rows they changed from the rows that they keep for an undo.
UPDATE import_batch SET
    rows_new = rows_stored - least(rows_stored, jsonb_array_length(replaced)),
    rows_changed = least(rows_stored, jsonb_array_length(replaced));
"""

# As in 0012; while an undo restores rows, versions count on (an editor may hold the one that is undone), but
# the row is again as it was last changed.
STAMP = """
CREATE OR REPLACE FUNCTION stamp_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    derived text[] := ARRAY['area_ids', 'near_area_ids', 'tile_geom', 'observed_on', 'light'];
BEGIN
    IF to_jsonb(OLD) - derived IS DISTINCT FROM to_jsonb(NEW) - derived THEN
        NEW.version := OLD.version + 1;{restoring}
        NEW.updated_at := now();
        NEW.updated_by := asking_user();
    END IF;
    RETURN NEW;
END $$;
"""
RESTORING = """
        IF current_setting('app.restoring', true) = 'on' THEN
            RETURN NEW;
        END IF;"""


def upgrade() -> None:
    op.execute(COLUMNS)
    op.execute(STAMP.format(restoring=RESTORING))


def downgrade() -> None:
    op.execute(STAMP.format(restoring=""))
    op.execute(
        "ALTER TABLE import_batch DROP COLUMN rows_new, DROP COLUMN rows_changed, DROP COLUMN rows_kept"
    )
