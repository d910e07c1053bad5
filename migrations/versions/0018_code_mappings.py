"""What unknown codes of files were decided to mean."""

from alembic import op

revision = "0018"
down_revision = "0017"

# A value waits while it has no code. It stands here as its file wrote it: values that seem to tell of a
# person never come here.
MAPPINGS = """
CREATE TABLE code_mapping (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    source text NOT NULL,
    field text NOT NULL,
    value text NOT NULL,
    rows_seen integer NOT NULL,
    first_seen_at timestamptz NOT NULL DEFAULT now(),
    last_seen_at timestamptz NOT NULL DEFAULT now(),
    code text,
    decided_by uuid,
    decided_at timestamptz,
    CONSTRAINT code_mapping_source_field_value_unique UNIQUE (source, field, value),
    CONSTRAINT code_mapping_value_check CHECK (char_length(value) BETWEEN 1 AND 200),
    CONSTRAINT code_mapping_rows_seen_check CHECK (rows_seen > 0),
    CONSTRAINT code_mapping_decided_check CHECK ((code IS NULL) = (decided_at IS NULL))
);
"""


def upgrade() -> None:
    op.execute(MAPPINGS)


def downgrade() -> None:
    op.execute("DROP TABLE code_mapping")
