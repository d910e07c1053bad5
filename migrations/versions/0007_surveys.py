"""Surveys, waves, questions, results per area."""

from alembic import op

revision = "0007"
down_revision = "0006"

TABLES = """
CREATE TABLE survey (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    code text NOT NULL,
    name_sv text NOT NULL,
    name_en text NOT NULL,
    owner text NOT NULL,
    representative boolean DEFAULT true NOT NULL,
    synthetic boolean DEFAULT false NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT survey_code_unique UNIQUE (code)
);

CREATE TABLE survey_wave (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    survey_id uuid NOT NULL,
    label text NOT NULL,
    fieldwork_from date NOT NULL,
    fieldwork_to date NOT NULL,
    design_effect double precision DEFAULT 1 NOT NULL,
    break_note text DEFAULT '' NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT survey_wave_survey_id_label_unique UNIQUE (survey_id, label),
    FOREIGN KEY (survey_id) REFERENCES survey (id),
    CHECK (fieldwork_from < fieldwork_to),
    CHECK (design_effect >= 1)
);

CREATE TABLE survey_question (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    survey_id uuid NOT NULL,
    code text NOT NULL,
    text_sv text NOT NULL,
    text_en text NOT NULL,
    theme text NOT NULL,
    positive_means text DEFAULT '' NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT survey_question_survey_id_code_unique UNIQUE (survey_id, code),
    FOREIGN KEY (survey_id) REFERENCES survey (id)
);

CREATE TABLE survey_result (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    wave_id uuid NOT NULL,
    question_id uuid NOT NULL,
    area_id integer NOT NULL,
    subgroup text DEFAULT 'all' NOT NULL,
    answers integer NOT NULL,
    share double precision,
    published_index double precision,
    synthetic boolean DEFAULT false NOT NULL,
    batch_id uuid,
    PRIMARY KEY (id),
    CONSTRAINT survey_result_wave_id_question_id_area_id_subgroup_unique UNIQUE (wave_id, question_id, area_id, subgroup),
    FOREIGN KEY (wave_id) REFERENCES survey_wave (id),
    FOREIGN KEY (question_id) REFERENCES survey_question (id),
    FOREIGN KEY (area_id) REFERENCES area (id),
    FOREIGN KEY (batch_id) REFERENCES import_batch (id),
    CHECK (answers >= 0),
    CHECK (share BETWEEN 0 AND 1),
    CHECK (share IS NOT NULL OR published_index IS NOT NULL)
);
CREATE INDEX survey_result_area_id_index ON survey_result (area_id);
CREATE INDEX survey_result_batch_id_index ON survey_result (batch_id);
"""


def upgrade() -> None:
    op.execute(TABLES)


def downgrade() -> None:
    op.execute("DROP TABLE survey_result, survey_question, survey_wave, survey")
