"""Counts of recorded crime that the police withhold because they are small: known to be there, not how large."""

from alembic import op

revision = "0021"
down_revision = "0020"

# "<5" of an extract becomes withheld_below 5 with no count; a mark without a number ("..") only no count.
WITHHELD = """
ALTER TABLE police.incident_count
ALTER COLUMN events DROP NOT NULL,
ADD COLUMN withheld_below integer,
ADD CONSTRAINT incident_count_withheld_check CHECK (
    withheld_below IS NULL OR (events IS NULL AND withheld_below > 0)
);
"""


def upgrade() -> None:
    op.execute(WITHHELD)


def downgrade() -> None:
    op.execute("""
        DELETE FROM police.incident_count WHERE events IS NULL;
        ALTER TABLE police.incident_count
        DROP CONSTRAINT incident_count_withheld_check,
        DROP COLUMN withheld_below,
        ALTER COLUMN events SET NOT NULL;
    """)
