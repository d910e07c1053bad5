"""Organisations, accounts, memberships; import batches and what they turned away."""

from alembic import op

revision = "0002"
down_revision = "0001"

TABLES = """
CREATE TABLE organisation (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    code text NOT NULL,
    name_sv text NOT NULL,
    name_en text NOT NULL,
    kind text NOT NULL,
    valid_from date,
    valid_to date,
    successor_id uuid,
    PRIMARY KEY (id),
    CONSTRAINT organisation_code_unique UNIQUE (code),
    FOREIGN KEY (successor_id) REFERENCES organisation (id),
    CHECK (valid_from < valid_to)
);

CREATE TABLE user_account (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    email text NOT NULL,
    name text NOT NULL,
    password_hash text NOT NULL,
    language text DEFAULT 'sv' NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    disabled_at timestamptz,
    credentials_version integer DEFAULT 1 NOT NULL,
    synthetic boolean DEFAULT false NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT user_account_email_unique UNIQUE (email),
    CHECK (email = lower(email))
);

CREATE TABLE membership (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    role text NOT NULL,
    area_ids integer[] DEFAULT '{}' NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    PRIMARY KEY (id),
    FOREIGN KEY (user_id) REFERENCES user_account (id),
    FOREIGN KEY (organisation_id) REFERENCES organisation (id),
    CHECK (valid_from < valid_to)
);
CREATE INDEX membership_user_id_index ON membership (user_id);

CREATE TABLE import_batch (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    source text NOT NULL,
    file_name text NOT NULL,
    sha256 text NOT NULL,
    settings jsonb DEFAULT '{}' NOT NULL,
    srid integer,
    status text DEFAULT 'published' NOT NULL,
    rows_read integer NOT NULL,
    rows_stored integer NOT NULL,
    rows_unchanged integer NOT NULL,
    rows_rejected integer NOT NULL,
    quality jsonb DEFAULT '{}' NOT NULL,
    replaced jsonb DEFAULT '[]' NOT NULL,
    synthetic boolean DEFAULT false NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    created_by uuid DEFAULT asking_user(),
    undone_at timestamptz,
    PRIMARY KEY (id),
    CHECK (status IN ('published', 'undone')),
    CHECK (rows_read >= 0 AND rows_stored >= 0 AND rows_unchanged >= 0 AND rows_rejected >= 0)
);
CREATE UNIQUE INDEX import_batch_same_file_unique ON import_batch (source, sha256, settings) WHERE status = 'published';

CREATE TABLE import_rejection (
    id bigint GENERATED ALWAYS AS IDENTITY,
    batch_id uuid NOT NULL,
    row_number integer NOT NULL,
    column_name text NOT NULL,
    reason_sv text NOT NULL,
    reason_en text NOT NULL,
    value text,
    PRIMARY KEY (id),
    FOREIGN KEY (batch_id) REFERENCES import_batch (id) ON DELETE CASCADE
);
CREATE INDEX import_rejection_batch_id_index ON import_rejection (batch_id);
"""


def upgrade() -> None:
    op.execute(TABLES)


def downgrade() -> None:
    op.execute("DROP TABLE import_rejection, import_batch, membership, user_account, organisation")
