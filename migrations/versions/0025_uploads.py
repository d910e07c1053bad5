"""Files on their way in by the browser: brought by the web's login, worked on by the owner's worker."""

from alembic import op

revision = "0025"
down_revision = "0024"

UPLOADS = """
CREATE TABLE import_upload (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    file_name text NOT NULL,
    sha256 text NOT NULL,
    bytes bigint NOT NULL,
    kept_as text CONSTRAINT import_upload_kept_as_unique UNIQUE,
    rejected_as text,
    source text,
    settings jsonb NOT NULL DEFAULT '{}',
    column_map jsonb NOT NULL DEFAULT '{}',
    srid integer,
    accept_rejected boolean NOT NULL DEFAULT false,
    status text NOT NULL DEFAULT 'uploaded',
    wanted text DEFAULT 'recognise',
    wanted_at timestamptz NOT NULL DEFAULT now(),
    taken_at timestamptz,
    attempts integer NOT NULL DEFAULT 0,
    stage text,
    rows_done bigint,
    rows_in_all bigint,
    approval text,
    recognition jsonb,
    report jsonb,
    refusal_sv text,
    refusal_en text,
    batch_id uuid REFERENCES import_batch ON DELETE SET NULL,
    uploaded_at timestamptz NOT NULL DEFAULT now(),
    uploaded_by uuid DEFAULT asking_user(),
    approved_at timestamptz,
    approved_by uuid,
    undone_by uuid,
    CONSTRAINT import_upload_kept_as_check CHECK (kept_as ~ '^[0-9a-f]{32}$'),
    CONSTRAINT import_upload_bytes_check CHECK (bytes >= 0),
    CONSTRAINT import_upload_status_check CHECK (
        status IN ('uploaded', 'previewed', 'approved', 'published', 'undone', 'refused', 'failed')
    ),
    CONSTRAINT import_upload_wanted_check CHECK (wanted IN ('recognise', 'check', 'publish', 'undo')),
    CONSTRAINT import_upload_said_check CHECK (
        jsonb_typeof(settings) = 'object' AND jsonb_typeof(column_map) = 'object'
    )
);
CREATE INDEX import_upload_wanted_at_index ON import_upload (wanted_at) WHERE wanted IS NOT NULL;
CREATE INDEX import_upload_batch_id_index ON import_upload (batch_id);
"""

# Who asks may say things of the file and want something done. What follows from that is said here, whatever
# the statement says: who approved it and when, that another word about the file needs another check.
GUARD = """
CREATE FUNCTION guard_upload() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF owner_asks() THEN
        RETURN NEW;
    END IF;
    IF OLD.wanted IS NOT NULL THEN
        RAISE insufficient_privilege USING MESSAGE = 'the upload is being worked on';
    END IF;
    IF (NEW.source, NEW.settings, NEW.column_map, NEW.srid)
        IS DISTINCT FROM (OLD.source, OLD.settings, OLD.column_map, OLD.srid) THEN
        IF OLD.status NOT IN ('uploaded', 'previewed', 'refused', 'failed') OR NEW.wanted = 'publish' THEN
            RAISE insufficient_privilege USING MESSAGE = 'nothing else is said of a file that is approved';
        END IF;
        NEW.status := 'uploaded';
        NEW.report := NULL;
        NEW.approval := NULL;
    END IF;
    IF NEW.wanted IS NULL THEN
        RETURN NEW;
    END IF;
    IF NEW.wanted IN ('recognise', 'check') AND OLD.status IN ('uploaded', 'previewed', 'refused', 'failed') THEN
        NEW.status := 'uploaded';
        NEW.report := NULL;
    ELSIF NEW.wanted = 'publish' AND OLD.status = 'previewed' AND may_all(OLD.approval, 'update') THEN
        NEW.status := 'approved';
        NEW.approved_by := asking_user();
        NEW.approved_at := now();
    ELSIF NEW.wanted = 'undo' AND OLD.status = 'published' AND may_all(OLD.approval, 'update') THEN
        NEW.undone_by := asking_user();
    ELSE
        RAISE insufficient_privilege USING MESSAGE = format(
            'an upload that is %s is not one to %s', OLD.status, NEW.wanted
        );
    END IF;
    NEW.wanted_at := now();
    NEW.taken_at := NULL;
    NEW.attempts := 0;
    NEW.stage := NULL;
    NEW.rows_done := NULL;
    NEW.rows_in_all := NULL;
    NEW.refusal_sv := NULL;
    NEW.refusal_en := NULL;
    RETURN NEW;
END $$;
CREATE TRIGGER import_upload_is_guarded BEFORE UPDATE ON import_upload
FOR EACH ROW EXECUTE FUNCTION guard_upload();
"""

# Retention empties what the file said and forgets where it lies; its hash and the counts stay.
RETAINED = """
GRANT SELECT ON import_upload TO tryggkarta_retention;
GRANT UPDATE (kept_as, rejected_as, recognition, report, settings, column_map) ON import_upload TO tryggkarta_retention;
"""


def upgrade() -> None:
    op.execute(UPLOADS)
    op.execute(GUARD)
    op.execute(RETAINED)


def downgrade() -> None:
    op.execute("DROP TABLE import_upload; DROP FUNCTION guard_upload;")
