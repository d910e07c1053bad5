"""Texts held back until the coordinator has read them, and photos of places without what cameras add."""

from alembic import op

revision = "0014"
down_revision = "0013"

RECORDED = ("place", "observation", "initiative", "goal", "measure")

# A review keeps where something was found, never the words: `findings` are [{field, kind, start, stop}] in
# code points. `fields` are all that were ever found in while the row was held, for its history has them too.
REVIEWS = """
CREATE TABLE text_review (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    table_name text NOT NULL,
    row_id uuid NOT NULL,
    fields text[] NOT NULL,
    findings jsonb NOT NULL,
    asked_by uuid DEFAULT asking_user(),
    asked_at timestamptz NOT NULL DEFAULT now(),
    decided_by uuid,
    decided_at timestamptz,
    decision text,
    CONSTRAINT text_review_table_name_check
    CHECK (table_name IN ('place', 'observation', 'measure', 'initiative', 'goal', 'photo')),
    CONSTRAINT text_review_decision_check CHECK (decision IN ('released', 'redacted', 'rejected')),
    CONSTRAINT text_review_decided_check CHECK ((decision IS NULL) = (decided_at IS NULL))
);
CREATE UNIQUE INDEX text_review_one_waiting_unique ON text_review (table_name, row_id) WHERE decision IS NULL;
CREATE INDEX text_review_row_id_index ON text_review (row_id);
"""

PHOTOS = """
CREATE TABLE photo (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    place_id uuid NOT NULL REFERENCES place (id),
    observation_id uuid REFERENCES observation (id),
    image bytea NOT NULL,
    thumbnail bytea NOT NULL,
    media_type text NOT NULL DEFAULT 'image/jpeg',
    width integer NOT NULL,
    height integer NOT NULL,
    byte_count integer NOT NULL GENERATED ALWAYS AS (octet_length(image)) STORED,
    caption text NOT NULL DEFAULT '',
    held boolean NOT NULL DEFAULT false,
    owner_organisation_id uuid REFERENCES organisation (id),
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid DEFAULT asking_user(),
    CONSTRAINT photo_size_check CHECK (least(width, height) >= 1 AND greatest(width, height) <= 2000)
);
-- JPEG does not grow smaller by compressing it once more.
ALTER TABLE photo ALTER COLUMN image SET STORAGE EXTERNAL, ALTER COLUMN thumbnail SET STORAGE EXTERNAL;
CREATE INDEX photo_place_id_index ON photo (place_id);
CREATE INDEX photo_observation_id_index ON photo (observation_id);
"""

# Who wrote a text that is held cannot let it out: that is for those who review. The system itself may.
LETTING_OUT = """
CREATE FUNCTION refuse_letting_out() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF asking_user() IS NOT NULL AND NOT may_all('review', 'update') THEN
        RAISE insufficient_privilege USING MESSAGE = 'a held text is let out by its reviewer';
    END IF;
    RETURN NEW;
END $$;
"""

LETS_OUT = """
CREATE TRIGGER {table}_is_held BEFORE UPDATE OF held ON {table}
FOR EACH ROW WHEN (OLD.held AND NOT NEW.held) EXECUTE FUNCTION refuse_letting_out();
"""

# What was never meant to be stored goes out of the history too: the fields of every state that was held
# since the review was asked for, and the notes given meanwhile. Earlier states, and the one let out, stay.
ERASING = """
CREATE FUNCTION erased(state jsonb, fields text[]) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE SET search_path = public, pg_temp AS $$
DECLARE
    field text;
BEGIN
    IF (state ->> 'held')::boolean THEN
        FOREACH field IN ARRAY fields LOOP
            state := jsonb_set(state, string_to_array(field, '.'), 'null', false);
        END LOOP;
    END IF;
    RETURN state;
END $$;

CREATE FUNCTION erase_from_history(review_id uuid) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    review text_review;
    erased_rows integer;
BEGIN
    IF NOT coalesce(may_all('review', 'update'), false) THEN
        RAISE insufficient_privilege USING MESSAGE = 'the history is erased by a reviewer only';
    END IF;
    SELECT * INTO STRICT review FROM text_review WHERE id = review_id;
    UPDATE change_history SET
        before = erased(before, review.fields),
        after = erased(after, review.fields),
        note = CASE
            WHEN 'change_note' = ANY(review.fields) AND (after ->> 'held')::boolean THEN '' ELSE note
        END
    WHERE table_name = review.table_name AND row_id = review.row_id AND changed_at >= review.asked_at;
    GET DIAGNOSTICS erased_rows = ROW_COUNT;
    RETURN erased_rows;
END $$;
REVOKE EXECUTE ON FUNCTION erase_from_history FROM PUBLIC;
GRANT EXECUTE ON FUNCTION erase_from_history TO tryggkarta_web;
GRANT SELECT ON text_review TO tryggkarta_retention;
GRANT CREATE ON SCHEMA public TO tryggkarta_retention;
ALTER FUNCTION erase_from_history OWNER TO tryggkarta_retention;
REVOKE CREATE ON SCHEMA public FROM tryggkarta_retention;
"""

GRANTS = """
GRANT SELECT, INSERT (table_name, row_id, fields, findings),
UPDATE (fields, findings, decided_by, decided_at, decision) ON text_review TO tryggkarta_web;
GRANT SELECT, INSERT (
    place_id, observation_id, image, thumbnail, media_type, width, height, caption, held, owner_organisation_id
), UPDATE (caption, held), DELETE ON photo TO tryggkarta_web;
"""


def upgrade() -> None:
    op.execute(REVIEWS)
    op.execute(PHOTOS)
    op.execute(LETTING_OUT)
    for table in RECORDED:
        op.execute(f"ALTER TABLE {table} ADD COLUMN held boolean NOT NULL DEFAULT false")
    for table in (*RECORDED, "photo"):
        op.execute(LETS_OUT.format(table=table))
    op.execute(ERASING)
    op.execute(GRANTS)


def downgrade() -> None:
    for table in RECORDED:
        op.execute(f"DROP TRIGGER {table}_is_held ON {table}; ALTER TABLE {table} DROP COLUMN held;")
    op.execute("""
        DROP FUNCTION erase_from_history, erased;
        DROP TABLE photo, text_review;
        DROP FUNCTION refuse_letting_out;
    """)
