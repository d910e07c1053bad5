"""Everything with a name that a text may mean: streets, areas, known places, as one table."""

from alembic import op

revision = "0028"
down_revision = "0027"

# Invoker's rights: whoever asks meets the known places in their own reach. Of streets, which are many, those are
# looked up whose names resemble the texts, by the index of their trigrams; of an area its latest version.
NAMED = """
CREATE FUNCTION named_places(texts text[])
RETURNS TABLE (code text, name text, name_other text, kind text, spot geometry, "precision" text)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT 'street:' || street.id, street.name, street.name_other, 'street', street.spot, 'street'
    FROM street_spots(ARRAY(
        SELECT DISTINCT stretch.name
        FROM unnest(texts) AS told (wording)
        JOIN street AS stretch ON stretch.name % told.wording OR stretch.name_other % told.wording
        WHERE stretch.name <> ''
    )) AS street
    UNION ALL
    (
        SELECT DISTINCT ON (area.kind, area.code)
            'area:' || area.id, area.name_sv, area.name_en, area.kind, ST_PointOnSurface(area.geom), 'area'
        FROM area
        ORDER BY area.kind, area.code, area.valid_from DESC
    )
    UNION ALL
    SELECT 'place:' || place.id, place.name, '', 'place', ST_PointOnSurface(place.geom), 'street'
    FROM place
    WHERE NOT place.held AND place.status <> 'rejected'
$$;
"""


def upgrade() -> None:
    op.execute(NAMED)


def downgrade() -> None:
    op.execute("DROP FUNCTION named_places")
