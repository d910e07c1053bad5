"""The web login: it owns nothing, reads what pages show and writes what people edit."""

from alembic import op

revision = "0010"
down_revision = "0009"

EDITED = "place, observation, initiative, goal, measure, initiative_place, measure_place"

ROLE = """
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'tryggkarta_web') THEN
        CREATE ROLE tryggkarta_web LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
    END IF;
END $$;
"""

# Deleting is the retention job's business; links between rows may go.
GRANTS = f"""
GRANT USAGE ON SCHEMA public TO tryggkarta_web;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO tryggkarta_web;
GRANT INSERT, UPDATE ON {EDITED} TO tryggkarta_web;
GRANT DELETE ON initiative_place, measure_place TO tryggkarta_web;
GRANT UPDATE (language, password_hash, credentials_version) ON user_account TO tryggkarta_web;
"""


def upgrade() -> None:
    op.execute(ROLE)
    op.execute(GRANTS)


def downgrade() -> None:
    op.execute("""
        REVOKE ALL ON ALL TABLES IN SCHEMA public FROM tryggkarta_web;
        REVOKE ALL ON SCHEMA public FROM tryggkarta_web;
    """)
