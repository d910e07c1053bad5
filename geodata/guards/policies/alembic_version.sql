-- Open: Which migration stands is asked by /readyz.
GRANT SELECT ON alembic_version TO tryggkarta_web;
