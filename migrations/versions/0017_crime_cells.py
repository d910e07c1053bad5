"""Recorded crime per square and calendar year, with what would tell a small count taken out once and for all."""

from alembic import context, op

revision = "0017"
down_revision = "0016"

TABLES = """
-- Crime groups that stand on maps; follows geodata.codes.
ALTER TABLE city ADD COLUMN mapped_groups text[] DEFAULT '{{}}' NOT NULL;

CREATE TABLE police.crime_cell (
    cell_metres integer NOT NULL,
    east integer NOT NULL,
    north integer NOT NULL,
    middle geometry(Point, {srid}) NOT NULL,
    tile_geom geometry(Polygon, 3857) NOT NULL,
    PRIMARY KEY (cell_metres, east, north)
);
CREATE INDEX crime_cell_tile_geom_index ON police.crime_cell USING gist (tile_geom);

-- Three lines of a cell's year, each with the year's sum: by quarter, by group, by light. An event count of
-- null is hidden; in a line that is wholly hidden, nothings are hidden too.
CREATE TABLE police.crime_cell_figure (
    cell_metres integer NOT NULL,
    east integer NOT NULL,
    north integer NOT NULL,
    year integer NOT NULL,
    line text NOT NULL,
    part text NOT NULL,
    events integer,
    wholly_hidden boolean NOT NULL,
    PRIMARY KEY (cell_metres, east, north, year, line, part),
    FOREIGN KEY (cell_metres, east, north) REFERENCES police.crime_cell ON DELETE CASCADE,
    CONSTRAINT crime_cell_figure_line_check CHECK (line IN ('all', 'quarter', 'group', 'light'))
);
"""

# The rule, with k and a year's count n of a cell. 0 < n < k: everything of the year is hidden. Else a line with
# a part of 1 to k-1 hides those parts and the smallest part of 2k-2 or more; where there is none, all of it.
# Then any hidden small part s could be any v of 1 to k-1, as its partner c gives c + s - v >= k; in a line that
# is wholly hidden an event can move from any part to any other. The three lines share n alone, and any three
# such margins fit some table: they tell nothing of each other.
REFRESH = """
CREATE FUNCTION police.refresh_cells(_sides integer[], _easts integer[], _norths integer[]) RETURNS void
LANGUAGE plpgsql SET search_path = public, police, pg_temp AS $$
DECLARE
    _k integer;
    _mapped text[];
BEGIN
    SELECT smallest_count, mapped_groups INTO STRICT _k, _mapped FROM city;
    DELETE FROM police.crime_cell AS cell
    USING unnest(_sides, _easts, _norths) AS touched (side, east, north)
    WHERE cell.cell_metres = touched.side AND cell.east = touched.east AND cell.north = touched.north;

    WITH touched AS (
        SELECT side, east, north, ST_MakeEnvelope(
            east * side, north * side, (east + 1) * side, (north + 1) * side, metric_srid()
        ) AS square
        FROM unnest(_sides, _easts, _norths) AS given (side, east, north)
    ),
    event AS (
        SELECT
            touched.side, touched.east, touched.north,
            extract(YEAR FROM occurred_on)::integer AS year,
            extract(QUARTER FROM occurred_on)::text AS quarter,
            crime_group, light, 1 AS events
        FROM touched
        JOIN police.incident AS seen
            ON seen.geom && touched.square
            AND floor(ST_X(seen.geom) / side) = east AND floor(ST_Y(seen.geom) / side) = north
        WHERE crime_group = ANY(_mapped)
        UNION ALL
        SELECT
            touched.side, touched.east, touched.north,
            extract(YEAR FROM period_start)::integer,
            CASE
                WHEN date_trunc('quarter', period_start) = date_trunc('quarter', period_end - 1)
                THEN extract(QUARTER FROM period_start)::text ELSE '0'
            END,
            crime_group, 'none', seen.events
        FROM touched
        JOIN police.incident_count AS seen
            ON seen.cell_centre && touched.square AND seen.cell_metres <= side
            AND floor(ST_X(seen.cell_centre) / side) = east AND floor(ST_Y(seen.cell_centre) / side) = north
        WHERE
            crime_group = ANY(_mapped)
            AND extract(YEAR FROM period_start) = extract(YEAR FROM period_end - 1)
    ),
    part AS (
        SELECT
            side, east, north, year,
            CASE
                WHEN grouping(quarter) = 0 THEN 'quarter'
                WHEN grouping(crime_group) = 0 THEN 'group'
                WHEN grouping(light) = 0 THEN 'light'
                ELSE 'all'
            END AS line,
            coalesce(quarter, crime_group, light, '') AS part,
            sum(events)::integer AS n
        FROM event
        GROUP BY GROUPING SETS (
            (side, east, north, year), (side, east, north, year, quarter),
            (side, east, north, year, crime_group), (side, east, north, year, light)
        )
        HAVING sum(events) > 0
    ),
    judged AS (
        SELECT
            *,
            sum(n) OVER lines AS total,
            bool_or(n < _k) OVER lines AS has_small,
            max(n) OVER lines >= 2 * _k - 2 AS has_partner,
            first_value(part) OVER (
                PARTITION BY side, east, north, year, line ORDER BY n < 2 * _k - 2, n, part
            ) AS partner
        FROM part
        WINDOW lines AS (PARTITION BY side, east, north, year, line)
    ),
    squares AS (
        INSERT INTO police.crime_cell (cell_metres, east, north, middle, tile_geom)
        SELECT side, east, north, ST_Centroid(square), to_web_mercator(square)
        FROM touched
        WHERE EXISTS (
            SELECT FROM part
            WHERE part.side = touched.side AND part.east = touched.east AND part.north = touched.north
        )
    )
    INSERT INTO police.crime_cell_figure (
        cell_metres, east, north, year, line, part, events, wholly_hidden
    )
    SELECT
        side, east, north, year, line, part,
        CASE
            WHEN total < _k OR has_small AND (NOT has_partner OR n < _k OR part = partner) THEN NULL ELSE n
        END,
        total < _k OR has_small AND NOT has_partner
    FROM judged;
END $$;

CREATE FUNCTION police.refresh_all_cells() RETURNS void
LANGUAGE plpgsql SET search_path = public, police, pg_temp AS $$
BEGIN
    DELETE FROM police.crime_cell;
    PERFORM police.refresh_cells(array_agg(side), array_agg(east), array_agg(north))
    FROM (
        SELECT DISTINCT
            form.cell_metres AS side,
            floor(ST_X(spot) / form.cell_metres)::integer AS east,
            floor(ST_Y(spot) / form.cell_metres)::integer AS north
        FROM (
            SELECT geom AS spot FROM police.incident WHERE geom IS NOT NULL
            UNION ALL
            SELECT cell_centre FROM police.incident_count WHERE cell_centre IS NOT NULL
        ) AS spots
        CROSS JOIN (SELECT DISTINCT cell_metres FROM crime_form WHERE form = 'grid') AS form
    ) AS cells;
END $$;

-- Where recorded crime came, went or changed, its cells are reckoned anew; areas do not matter to them.
CREATE FUNCTION police.keep_cells_of(_spots geometry[]) RETURNS void
LANGUAGE plpgsql SET search_path = public, police, pg_temp AS $$
BEGIN
    PERFORM police.refresh_cells(array_agg(side), array_agg(east), array_agg(north))
    FROM (
        SELECT DISTINCT
            form.cell_metres AS side,
            floor(ST_X(spot) / form.cell_metres)::integer AS east,
            floor(ST_Y(spot) / form.cell_metres)::integer AS north
        FROM unnest(_spots) AS spot
        CROSS JOIN (SELECT DISTINCT cell_metres FROM crime_form WHERE form = 'grid') AS form
        WHERE spot IS NOT NULL
    ) AS cells
    HAVING count(*) > 0;
END $$;
"""

# With the owner's rights: retention, which deletes recorded crime, may read and write nothing of the cells.
KEEP = """
CREATE FUNCTION police.keep_cells_of_{table}() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, police, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM police.keep_cells_of(array_agg({spot})) FROM new_rows;
    ELSIF TG_OP = 'DELETE' THEN
        PERFORM police.keep_cells_of(array_agg({spot})) FROM old_rows;
    ELSE
        PERFORM police.keep_cells_of(array_agg(spot))
        FROM (
            SELECT was.{spot} AS old_spot, is_now.{spot} AS new_spot
            FROM old_rows AS was JOIN new_rows AS is_now ON is_now.id = was.id
            WHERE ({columns_of_old}) IS DISTINCT FROM ({columns_of_new})
        ) AS moved CROSS JOIN LATERAL unnest(ARRAY[old_spot, new_spot]) AS spot;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER {table}_cells_on_insert AFTER INSERT ON police.{table} REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION police.keep_cells_of_{table}();
CREATE TRIGGER {table}_cells_on_update AFTER UPDATE ON police.{table}
REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION police.keep_cells_of_{table}();
CREATE TRIGGER {table}_cells_on_delete AFTER DELETE ON police.{table} REFERENCING OLD TABLE AS old_rows
FOR EACH STATEMENT EXECUTE FUNCTION police.keep_cells_of_{table}();
"""

COUNTED = {
    "incident": ("geom", ("geom::bytea", "occurred_from", "crime_group", "light")),
    "incident_count": (
        "cell_centre",
        ("cell_centre::bytea", "cell_metres", "period_start", "period_end", "crime_group", "events"),
    ),
}


def upgrade() -> None:
    op.execute(TABLES.format(srid=context.config.attributes["profile"].metric_srid))
    op.execute(REFRESH)
    for table, (spot, columns) in COUNTED.items():
        op.execute(
            KEEP.format(
                table=table,
                spot=spot,
                columns_of_old=", ".join(f"was.{column}" for column in columns),
                columns_of_new=", ".join(f"is_now.{column}" for column in columns),
            )
        )


def downgrade() -> None:
    for table in COUNTED:
        for event in ("insert", "update", "delete"):
            op.execute(f"DROP TRIGGER {table}_cells_on_{event} ON police.{table}")
        op.execute(f"DROP FUNCTION police.keep_cells_of_{table}")
    op.execute("""
        DROP FUNCTION police.keep_cells_of, police.refresh_all_cells, police.refresh_cells;
        DROP TABLE police.crime_cell_figure, police.crime_cell;
        ALTER TABLE city DROP COLUMN mapped_groups;
    """)
