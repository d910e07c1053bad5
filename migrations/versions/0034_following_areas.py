"""What follows from changed areas is done by one trigger, and by whoever has filled the empty table at one go."""

from importlib import import_module

from alembic import op

revision = "0034"
down_revision = "0033"

# As the triggers of 0019 and 0024 did, of areas that are told.
FOLLOW = """
CREATE FUNCTION refresh_streets(changed integer[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    UPDATE street SET area_ids = areas_of_street(geom)
    WHERE id IN (
        SELECT street.id FROM street WHERE street.area_ids && changed
        UNION
        SELECT street.id FROM area JOIN street ON ST_Intersects(area.geom, street.geom)
        WHERE area.id = ANY(changed)
    ) AND area_ids IS DISTINCT FROM areas_of_street(geom);
END $$;

CREATE FUNCTION refresh_ground(changed integer[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    _ground text;
BEGIN
    FOREACH _ground IN ARRAY ARRAY['light_point', 'speed_measurement', 'fault_report', 'crossing'] LOOP
        EXECUTE format(
            'UPDATE %1$I SET area_ids = areas_of_ground(geom) WHERE id IN ('
            '    SELECT id FROM %1$I WHERE area_ids && $1'
            '    UNION'
            '    SELECT met.id FROM area JOIN %1$I AS met ON ST_Intersects(area.geom, met.geom)'
            '    WHERE area.id = ANY($1)'
            ') AND area_ids IS DISTINCT FROM areas_of_ground(geom)', _ground
        ) USING changed;
    END LOOP;
END $$;

-- All that the database keeps of areas: no double ground, shares of overlap, the areas of everything with a place.
CREATE FUNCTION follow_areas(changed integer[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM keep_shared_ground(changed), refresh_membership(changed), refresh_streets(changed), refresh_ground(changed);
END $$;

CREATE OR REPLACE FUNCTION after_areas_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed integer[];
BEGIN
    IF TG_OP = 'DELETE' THEN
        SELECT array_agg(id) INTO changed FROM old_areas;
    ELSE
        SELECT array_agg(id) INTO changed FROM new_areas;
    END IF;
    IF changed IS NOT NULL THEN
        PERFORM follow_areas(changed);
    END IF;
    RETURN NULL;
END $$;
"""


def upgrade() -> None:
    op.execute(FOLLOW)
    for change in ("inserted", "updated", "deleted"):
        op.execute(f"DROP TRIGGER area_{change}_streets ON area")
        op.execute(f"DROP TRIGGER area_{change}_ground ON area")
    op.execute("DROP FUNCTION refresh_areas_of_streets, refresh_areas_of_ground")


def downgrade() -> None:
    streets = import_module("migrations.versions.0019_streets").KEPT
    op.execute(streets[streets.index("CREATE FUNCTION refresh_areas_of_streets") :])
    op.execute(import_module("migrations.versions.0024_ground_and_walks").REFRESH)
    shared = import_module("migrations.versions.0031_areas_in_bulk").SHARED
    after = shared[
        shared.index("CREATE OR REPLACE FUNCTION after_areas_changed") : shared.index("DROP FUNCTION")
    ]
    op.execute(after)
    op.execute("DROP FUNCTION follow_areas, refresh_ground, refresh_streets")
