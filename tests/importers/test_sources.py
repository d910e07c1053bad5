"""Every source is declared whole: listed once, and its statements fit the database."""

from importlib import resources
from pathlib import Path

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.dialects import postgresql

import importers.sources
from geodata.errors import NotFoundError
from geodata.statements import statement
from importers.sources import SOURCES, source
from importers.storing import filling, staging

FOLDER = Path(str(resources.files(importers.sources)))
NULLS = {"xmin": 0, "ymin": 0, "xmax": 1, "ymax": 1, "srid": 3008}


def test_every_module_in_the_folder_is_a_source_in_the_registry():
    assert {path.stem for path in FOLDER.glob("*.py")} - {"__init__"} == {known.code for known in SOURCES}


def test_an_unknown_source_is_told_with_those_that_exist():
    with pytest.raises(NotFoundError, match="uk_street_crimes"):
        source("tea_leaves")


@pytest.mark.parametrize("known", SOURCES, ids=lambda known: known.code)
def test_columns_and_settings_have_names_of_their_own(known):
    fields = [column.field for column in known.columns]
    names = [setting.name for setting in known.settings]
    assert len(set(fields)) == len(fields)
    assert len(set(names)) == len(names)


def planned(session, package: str, name: str) -> None:
    query = statement(package, name)
    parameters = dict.fromkeys(query.compile(dialect=postgresql.dialect()).params) | {
        key: value for key, value in NULLS.items() if key in query.compile().params
    }
    assert session.execute(text(f"EXPLAIN {query.text}"), parameters).all()


@pytest.mark.parametrize("known", SOURCES, ids=lambda known: known.code)
def test_the_statements_of_a_source_fit_its_staged_table_and_the_schema(session, known):
    staging.create(session, known)
    if known.in_bulk is not None:
        filling.lay_ground(session, known, known.in_bulk)
    own = [
        known.rows,
        known.quality,
        known.relied_on,
        known.clear_up,
        *(c.statement for c in known.checks),
    ]
    prepared = [path.stem for path in FOLDER.glob(f"{known.code}_*.sql")]
    for name in {name for name in (*own, *prepared) if name is not None}:
        planned(session, "importers.sources", name)
    if known.positioned:
        planned(session, "importers", f"{known.box_of}_outside_city")
    if "source_key" in known.staged:
        planned(session, "importers", "repeated_keys")


def test_every_statement_belongs_to_a_source():
    owned = {known.code for known in SOURCES}
    shared = {"invalid_shapes"}
    for path in FOLDER.glob("*.sql"):
        assert path.stem in shared or any(path.stem.startswith(f"{code}_") for code in owned)


def test_no_statement_names_a_parameter_in_a_comment():
    # The driver fills parameters into comments too, and a line break in a value would end the comment.
    for path in (*FOLDER.glob("*.sql"), *FOLDER.parent.glob("*.sql")):
        for line in path.read_text("utf-8").splitlines():
            assert not (line.lstrip().startswith("--") and " :" in line), path.name


def test_the_staged_table_is_gone_when_a_check_is_done(desk):
    desk.check("incidents", desk.csv("datum;brott", "2014-03-12;Rån"))
    assert not inspect(desk.session.connection()).has_table("staged", schema="pg_temp")
    assert desk.session.scalar(text("SELECT to_regclass('pg_temp.staged')")) is None
