"""Batches of the command line are taken back in the browser too: an upload's row that names a batch, no file."""

from alembic import op

revision = "0033"
down_revision = "0032"

# Who asks says only which batch, and which right they mean to have for it; the rest is the batch's own. The
# worker knows whether that right is the one that the batch's source needs.
GUARD = """
CREATE FUNCTION guard_new_upload() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    named import_batch;
BEGIN
    IF owner_asks() THEN
        RETURN NEW;
    END IF;
    IF NEW.batch_id IS NULL THEN
        NEW.approval := NULL;
        RETURN NEW;
    END IF;
    SELECT * INTO named FROM import_batch WHERE id = NEW.batch_id AND status = 'published';
    IF NOT FOUND OR may_all(NEW.approval, 'update') IS NOT TRUE THEN
        RAISE insufficient_privilege USING MESSAGE = 'the batch is not one to take back';
    END IF;
    NEW.file_name := named.file_name;
    NEW.sha256 := named.sha256;
    NEW.source := named.source;
    NEW.bytes := 0;
    NEW.kept_as := NULL;
    NEW.status := 'published';
    NEW.wanted := 'undo';
    NEW.uploaded_by := NULL;
    NEW.undone_by := asking_user();
    RETURN NEW;
END $$;
CREATE TRIGGER import_upload_is_new BEFORE INSERT ON import_upload
FOR EACH ROW EXECUTE FUNCTION guard_new_upload();
"""


def upgrade() -> None:
    op.execute(GUARD)


def downgrade() -> None:
    # Rows that name a batch alone say nothing that the batch does not say.
    op.execute("DELETE FROM import_upload WHERE uploaded_by IS NULL AND kept_as IS NULL AND bytes = 0")
    op.execute("DROP TRIGGER import_upload_is_new ON import_upload; DROP FUNCTION guard_new_upload;")
