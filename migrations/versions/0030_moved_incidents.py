"""Finding which recorded crimes an update has moved, without comparing each with every other."""

from importlib import import_module

from alembic import op

revision = "0030"
down_revision = "0029"

# As in 0017. Of the rows before and after, the planner knows no number: it joined them row by row, which took
# minutes when new areas touched tens of thousands. What stands on one side only needs no join.
KEEP = """
CREATE OR REPLACE FUNCTION police.keep_cells_of_{table}() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, police, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM police.keep_cells_of(array_agg({spot})) FROM new_rows;
    ELSIF TG_OP = 'DELETE' THEN
        PERFORM police.keep_cells_of(array_agg({spot})) FROM old_rows;
    ELSE
        PERFORM police.keep_cells_of(array_agg(spot::geometry))
        FROM (
            (SELECT id, {columns} FROM old_rows EXCEPT SELECT id, {columns} FROM new_rows)
            UNION ALL
            (SELECT id, {columns} FROM new_rows EXCEPT SELECT id, {columns} FROM old_rows)
        ) AS moved (id, spot);
    END IF;
    RETURN NULL;
END $$;
"""
FIRST = import_module("migrations.versions.0017_crime_cells")


def upgrade() -> None:
    for table, (spot, columns) in FIRST.COUNTED.items():
        op.execute(KEEP.format(table=table, spot=spot, columns=", ".join(columns)))


def downgrade() -> None:
    for table, (spot, columns) in FIRST.COUNTED.items():
        written = FIRST.KEEP.format(
            table=table,
            spot=spot,
            columns_of_old=", ".join(f"was.{column}" for column in columns),
            columns_of_new=", ".join(f"is_now.{column}" for column in columns),
        )
        function = written[: written.index("CREATE TRIGGER")]
        op.execute(function.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"))
