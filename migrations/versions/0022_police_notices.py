"""What the police publish about single events: news of a municipality, not recorded crime."""

from alembic import op

revision = "0022"
down_revision = "0021"

# The position that the police give is the middle of a municipality or county: none is kept, only the area.
# The time is null where the notice's own title contradicts the moment at which it was published.
NOTICES = """
CREATE TABLE police_notice (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    source text NOT NULL,
    source_key text,
    kind text NOT NULL,
    type text NOT NULL,
    summary text NOT NULL,
    url text DEFAULT '' NOT NULL,
    place_name text NOT NULL,
    area_id integer,
    occurred_at timestamptz,
    published_at timestamptz NOT NULL,
    synthetic boolean DEFAULT false NOT NULL,
    batch_id uuid NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY (area_id) REFERENCES area (id) ON DELETE SET NULL,
    FOREIGN KEY (batch_id) REFERENCES import_batch (id),
    CONSTRAINT police_notice_occurred_at_check CHECK (occurred_at <= published_at)
);
CREATE INDEX police_notice_area_id_index ON police_notice (area_id);
CREATE INDEX police_notice_batch_id_index ON police_notice (batch_id);
CREATE INDEX police_notice_published_at_index ON police_notice (published_at);
CREATE UNIQUE INDEX police_notice_source_key_unique ON police_notice (source, source_key)
WHERE source_key IS NOT NULL;
"""


def upgrade() -> None:
    op.execute(NOTICES)


def downgrade() -> None:
    op.execute("DROP TABLE police_notice")
