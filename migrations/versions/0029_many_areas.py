"""Areas by the ten thousand: double ground is looked for by the spatial index, whatever the planner expects."""

from importlib import import_module

from alembic import op

revision = "0029"
down_revision = "0028"

# As in 0008. Of areas that have just come the planner knows nothing: it would compare each with all of its kind.
REFUSE = """
CREATE OR REPLACE FUNCTION refuse_double_ground(changed integer[]) RETURNS void
LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
    pair record;
BEGIN
    WITH neighbours AS MATERIALIZED (
        SELECT one.id, other.id AS other_id
        FROM area AS one JOIN area AS other ON ST_Intersects(one.geom, other.geom)
        WHERE one.id = ANY(changed)
    )
    SELECT one.name_sv AS one_name, other.name_sv AS other_name, one.kind INTO pair
    FROM neighbours JOIN area AS one USING (id) JOIN area AS other ON other.id = neighbours.other_id
    WHERE
        one.kind = other.kind AND one.id <> other.id
        AND valid_together(one, other)
        AND ST_Area(ST_Intersection(one.geom, other.geom)) > 0.01 * least(one.extent_m2, other.extent_m2)
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'areas % and % of kind % are valid at the same time and overlap',
            pair.one_name, pair.other_name, pair.kind USING ERRCODE = 'exclusion_violation';
    END IF;
END $$;
"""


def upgrade() -> None:
    op.execute(REFUSE)
    op.execute("ALTER FUNCTION refresh_overlaps(integer[]) SET enable_seqscan = off")


def downgrade() -> None:
    op.execute("ALTER FUNCTION refresh_overlaps(integer[]) RESET enable_seqscan")
    op.execute("DROP FUNCTION refuse_double_ground")
    first = import_module("migrations.versions.0008_membership_in_areas").REFRESH
    begin = first.index("CREATE FUNCTION refuse_double_ground")
    op.execute(first[begin : first.index("CREATE FUNCTION after_areas_changed")])
