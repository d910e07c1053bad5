"""Why something was changed: the note that its author gave stands beside the change in the history."""

from alembic import op

revision = "0011"
down_revision = "0010"

KEEP = """
CREATE OR REPLACE FUNCTION keep_history() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO change_history (table_name, row_id, changed_by, before, after{column})
    VALUES (
        TG_TABLE_NAME, NEW.id, asking_user(),
        CASE WHEN TG_OP = 'UPDATE' THEN to_jsonb(OLD) - 'tile_geom' END, to_jsonb(NEW) - 'tile_geom'{value}
    );
    RETURN NULL;
END $$;
"""

# The note is given as a setting of the transaction, as the asker is.
NOTE = "coalesce(current_setting('app.change_note', true), '')"


def upgrade() -> None:
    op.execute("ALTER TABLE change_history ADD COLUMN note text DEFAULT '' NOT NULL")
    op.execute(KEEP.format(column=", note", value=f",\n        {NOTE}"))


def downgrade() -> None:
    op.execute(KEEP.format(column="", value=""))
    op.execute("ALTER TABLE change_history DROP COLUMN note")
