"""Personal data in files: names of files and columns refuse the file, a text its row; nothing echoes it."""

import json

import make
import pytest
from bringing_in import Desk
from sqlalchemy import select, text

from geodata.crs import SWEREF_99_13_30
from geodata.models import ImportBatch, ImportRejection, Place
from importers.batches import undo
from importers.screening import free_texts
from importers.sources import source

NUMBER = "811218-9876"
HEADER = "key,name,kind,description,reported_on,x,y"
REVIEWED = {"screened": "reviewed"}


class MetricDesk(Desk):
    """A desk whose files are in the city's metric system."""

    def check(self, code, *paths, **said):
        return super().check(code, *paths, srid=SWEREF_99_13_30, **said)

    def run(self, code, *paths, **said):
        return super().run(code, *paths, srid=SWEREF_99_13_30, **said)


@pytest.fixture
def desk(session, malmo, tmp_path) -> Desk:
    return MetricDesk(session, malmo, tmp_path)


def row(key: str, name: str = "Tunneln", description: str = "Mörkt.") -> str:
    return f'{key},"{name}",underpass,"{description}",2016-01-15,{make.EAST + 50},{make.NORTH + 50}'


def test_a_text_with_a_number_rejects_its_row_and_shows_where_not_what(desk):
    path = desk.csv(HEADER, row("1"), row("2", description=f"Ärende {NUMBER}."))
    report = desk.check("places", path)
    (fault,) = report.rejected
    assert (fault.row, fault.column, fault.value) == (3, "description", None)
    assert "ett personnummer (tecken 8–18)" in fault.reason.sv
    assert NUMBER not in json.dumps([fault.line(language) for language in ("sv", "en")])


def test_names_are_screened_too(desk):
    path = desk.csv(HEADER, row("1", name="Ring 070-123 45 67"))
    assert [column for _row, column, _reason in desk.faults("places", path)] == ["name"]


def test_the_good_rows_come_in_and_the_rejection_keeps_no_number(desk, session):
    path = desk.csv(HEADER, row("1"), row("2", description=f"Ärende {NUMBER}."))
    desk.run("places", path, accept_rejected=True)
    assert session.scalars(select(Place.source_key)).all() == ["1"]
    assert NUMBER not in str(
        session.scalars(text("SELECT to_jsonb(r)::text FROM import_rejection AS r")).all()
    )


def test_a_number_in_a_column_of_another_kind_is_masked(desk, session):
    path = desk.csv(HEADER, row("1"), row("2").replace("2016-01-15", NUMBER))
    desk.run("places", path, accept_rejected=True)
    assert session.scalars(select(ImportRejection.value)).one() == "•••"


def test_what_was_reviewed_comes_in_and_the_batch_remembers(desk, session):
    path = desk.csv(HEADER, row("1", description="Ring 040-34 10 00."))
    assert desk.faults("places", path)
    report = desk.run("places", path, settings=REVIEWED)
    assert report.stored == 1
    assert (
        "Rad 2: Texten i description ser ut att innehålla ett telefonnummer" in report.files[0].notices[0].sv
    )
    assert session.scalars(select(ImportBatch.settings)).one() == {
        "settings": REVIEWED,
        "srid": SWEREF_99_13_30,
    }


def test_reviewed_is_the_only_word(desk):
    path = desk.csv(HEADER, row("1"))
    (fault,) = desk.faults("places", path, settings={"screened": "yes"})
    assert fault[1:] == ("screened", "screened: Write reviewed once the file's texts are reviewed.")


@pytest.mark.parametrize("name", [f"platser {NUMBER}.csv", f"platser_{NUMBER}.csv", "kim@malmo.se.csv"])
def test_a_file_with_such_a_name_is_refused_and_its_name_masked(desk, name):
    report = desk.check("places", desk.csv(HEADER, row("1"), name=name))
    (fault,) = report.rejected
    assert fault.row is None
    assert "Filens namn" in fault.reason.sv
    assert "•••" in fault.file
    assert "•••" in report.files[0].file
    assert NUMBER not in str(report)


def test_a_reviewed_file_keeps_a_masked_name(desk, session):
    path = desk.csv(HEADER, row("1"), name=f"platser {NUMBER}.csv")
    desk.run("places", path, settings=REVIEWED)
    assert session.scalars(select(ImportBatch.file_name)).one() == "platser •••.csv"


def test_a_header_with_a_number_refuses_the_file_and_names_the_column(desk):
    path = desk.csv(f"{HEADER},Kim {NUMBER}", f"{row('1')},x")
    report = desk.check("places", path)
    (fault,) = report.rejected
    assert (fault.row, fault.column) == (None, "Kim •••")
    assert "Kolumn 8" in fault.reason.sv
    assert NUMBER not in str(report)


def test_dates_in_file_names_are_no_personal_data(desk):
    path = desk.csv(HEADER, row("1"), name="platser_2016-03-12_v2.csv")
    assert desk.faults("places", path) == []


def test_a_measures_parameters_are_screened(desk, session):
    make.place(session, source_key="1")
    told = json.dumps({"visits": 2, "subject": "Bilen ABC 123"}).replace('"', '""')
    path = desk.csv(
        "key,type,name,start,parameters,x,y",
        f'1,TILL,Tillsyn,2016-01-15,"{told}",{make.EAST + 50},{make.NORTH + 50}',
    )
    faults = desk.faults("measures", path)
    assert [column for _row, column, _reason in faults] == ["subject"]


def test_an_undone_batch_restores_rows_that_are_older_than_a_column(desk, session):
    desk.run("places", desk.csv(HEADER, row("1"), name="one.csv"))
    later = desk.run("places", desk.csv(HEADER, row("1", name="Porten"), name="two.csv"))
    batch = session.get(ImportBatch, later.files[0].batch_id)
    batch.replaced = [{name: value for name, value in batch.replaced[0].items() if name != "held"}]
    session.flush()
    assert undo(session, batch.id).restored == 1
    assert session.execute(select(Place.name, Place.held)).one() == ("Tunneln", False)


def test_only_what_is_stored_as_written_is_screened():
    assert [column.field for column in free_texts(source("places"))] == ["name", "description"]
    assert free_texts(source("uk_street_crimes")) == ()
