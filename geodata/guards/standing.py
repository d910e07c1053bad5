"""All that guards a database, as one value: kept when they are installed, compared when they are checked."""

from sqlalchemy import Connection, text

from geodata.statements import statement


def standing(connection: Connection) -> str:
    """Return one value of all policies, rights to tables, functions and triggers that stand."""
    return str(connection.scalar(statement(f"{__package__}.faults", "standing")))


def keep_standing(connection: Connection) -> None:
    """Write down what stands now as what was installed; the caller commits."""
    connection.execute(text(f"COMMENT ON SCHEMA police IS '{standing(connection)}'"))
