"""How much of an ended area each successor took over; little of it gives nobody sight of the whole."""

from alembic import op

revision = "0020"
down_revision = "0019"

# A successor named by hand has no shares. `share_of_people` is null where nobody counted people finely enough.
SHARES = """
ALTER TABLE area_successor
ADD COLUMN share_of_area double precision,
ADD COLUMN share_of_successor double precision,
ADD COLUMN share_of_people double precision,
ADD CONSTRAINT area_successor_shares_check CHECK (
    share_of_area BETWEEN 0 AND 1.000001
    AND share_of_successor BETWEEN 0 AND 1.000001
    AND share_of_people BETWEEN 0 AND 1.000001
);
"""


def upgrade() -> None:
    op.execute(SHARES)


def downgrade() -> None:
    op.execute("""
        ALTER TABLE area_successor
        DROP CONSTRAINT area_successor_shares_check,
        DROP COLUMN share_of_people,
        DROP COLUMN share_of_successor,
        DROP COLUMN share_of_area;
    """)
