"""Published figures of municipalities, counties, the nation and districts, to compare with."""

from alembic import op

revision = "0023"
down_revision = "0022"

FIGURES = """
CREATE TABLE reference_figure (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    source text NOT NULL,
    source_key text,
    level text NOT NULL,
    area_name text NOT NULL,
    indicator text NOT NULL,
    subgroup text DEFAULT 'all' NOT NULL,
    year integer NOT NULL,
    value double precision NOT NULL,
    unit text NOT NULL,
    number_counted integer,
    publisher text DEFAULT '' NOT NULL,
    synthetic boolean DEFAULT false NOT NULL,
    batch_id uuid NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY (batch_id) REFERENCES import_batch (id),
    CONSTRAINT reference_figure_level_check CHECK (level IN ('district', 'municipality', 'county', 'nation')),
    CONSTRAINT reference_figure_number_counted_check CHECK (number_counted >= 0)
);
CREATE INDEX reference_figure_batch_id_index ON reference_figure (batch_id);
CREATE UNIQUE INDEX reference_figure_source_key_unique ON reference_figure (source, source_key)
WHERE source_key IS NOT NULL;
"""


def upgrade() -> None:
    op.execute(FIGURES)


def downgrade() -> None:
    op.execute("DROP TABLE reference_figure")
