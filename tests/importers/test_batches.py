"""The same file twice, changed files, and taking batches back."""

from uuid import uuid4

import make
import pytest
from sqlalchemy import text

from geodata.errors import ConflictError, NotFoundError
from importers.batches import list_batches, undo
from importers.report import RefusedImportError

HEADER = "id;datum;tid;brott;x;y"
FIRST = "1;2014-03-12;20:30;Rån;118050.123456789;6163050"
SECOND = "2;2014-03-13;21:30;Klotter;118060;6163060"
SAID = {"srid": 3008}


def contents(desk) -> str:
    """Return a hash of everything that imports write, but for the batches themselves."""
    row = "(to_jsonb(incident) - 'batch_id' || jsonb_build_object('geom', geom::text))::text"
    return desk.session.scalar(
        text(f"SELECT md5(string_agg({row}, '' ORDER BY source_key)) FROM police.incident")
    )


def test_a_dry_run_counts_and_leaves_nothing(desk):
    report = desk.check("incidents", desk.csv(HEADER, FIRST, SECOND), **SAID)
    assert (report.published, report.stored, report.files[0].batch_id) == (False, 2, None)
    assert desk.session.scalar(text("SELECT count(*) FROM police.incident")) == 0
    assert list_batches(desk.session) == ()


def test_the_same_file_twice_changes_nothing_and_says_so(desk):
    path = desk.csv(HEADER, ";2014-03-12;20:30;Rån;118050;6163050")
    first = desk.run("incidents", path, **SAID)
    again = desk.run("incidents", path, **SAID)
    assert (again.stored, again.unchanged) == (0, 1)
    assert str(first.files[0].batch_id) in again.files[0].notices[0].en
    assert len(list_batches(desk.session)) == 1


def test_a_changed_row_is_updated_and_undo_restores_it_to_the_last_bit(desk):
    desk.run("incidents", desk.csv(HEADER, FIRST), **SAID)
    before = contents(desk)
    changed = desk.run("incidents", desk.csv(HEADER, FIRST.replace("Rån", "Klotter"), SECOND), **SAID)
    assert (changed.stored, changed.unchanged) == (2, 0)
    answer = undo(desk.session, changed.files[0].batch_id)
    assert (answer.removed, answer.restored) == (1, 1)
    assert contents(desk) == before


def test_an_unchanged_row_is_left_alone(desk):
    desk.run("incidents", desk.csv(HEADER, FIRST), **SAID)
    report = desk.run("incidents", desk.csv(HEADER, FIRST, SECOND), **SAID)
    assert (report.stored, report.unchanged) == (1, 1)


def test_an_undone_file_may_come_in_again(desk):
    path = desk.csv(HEADER, FIRST)
    undo(desk.session, desk.run("incidents", path, **SAID).files[0].batch_id)
    assert desk.run("incidents", path, **SAID).stored == 1
    assert [batch.status for batch in list_batches(desk.session)].count("undone") == 1


def test_a_batch_that_a_later_one_changed_is_not_undone_first(desk):
    first = desk.run("incidents", desk.csv(HEADER, FIRST), **SAID)
    later = desk.run("incidents", desk.csv(HEADER, FIRST.replace("Rån", "Klotter")), **SAID)
    with pytest.raises(ConflictError, match=str(later.files[0].batch_id)):
        undo(desk.session, first.files[0].batch_id)


def test_a_batch_is_undone_once(desk):
    report = desk.run("incidents", desk.csv(HEADER, FIRST), **SAID)
    undo(desk.session, report.files[0].batch_id)
    with pytest.raises(ConflictError):
        undo(desk.session, report.files[0].batch_id)


def test_a_batch_that_does_not_exist_is_not_found(session):
    with pytest.raises(NotFoundError):
        undo(session, uuid4())


def test_areas_with_a_population_are_not_undone(desk):
    batch = make.batch(desk.session, source="areas")
    make.area(desk.session, "norr", batch_id=batch.id)
    people = desk.csv("område;antal", "norr;12")
    desk.run("population", people, settings={"area_kind": "stadsomrade", "year": "2012"})
    with pytest.raises(ConflictError, match="population"):
        undo(desk.session, batch.id)


def test_places_that_someone_has_edited_are_not_undone(desk):
    path = desk.csv("id,name,kind,reported_on,lon,lat", "1,Torget,square,2014-03-12,13.0,55.6")
    batch_id = desk.run("places", path).files[0].batch_id
    later = text("UPDATE import_batch SET created_at = created_at - interval '1 hour'")
    desk.session.execute(later)
    desk.session.execute(text("UPDATE place SET name = 'Stortorget'"))
    desk.session.expire_all()
    with pytest.raises(ConflictError, match="1 rows have been changed"):
        undo(desk.session, batch_id)


def test_all_files_of_a_run_come_in_or_none(desk):
    good = desk.csv(HEADER, FIRST, name="good.csv")
    bad = desk.csv(HEADER, "3;2014-02-30;;Rån;118050;6163050", name="bad.csv")
    with pytest.raises(RefusedImportError):
        desk.run("incidents", good, bad, **SAID)
    assert list_batches(desk.session) == ()
    assert desk.run("incidents", good, **SAID).stored == 1


def test_a_missing_file_is_refused_in_one_sentence(desk):
    assert desk.faults("incidents", desk.folder / "nowhere.csv", **SAID) == [
        (None, "", "The file does not exist or is unreadable.")
    ]


@pytest.mark.parametrize("said", [{"settings": {"colour": "red"}}, {"column_map": {"colour": "red"}}])
def test_what_the_source_does_not_know_is_refused_with_what_it_knows(desk, said):
    ((row, name, reason),) = desk.faults("incidents", desk.csv(HEADER, FIRST), **SAID, **said)
    assert (row, name) == (None, "colour")
    assert "it has" in reason


def test_rows_without_a_key_that_came_before_are_told_and_kept(desk):
    keyless = ";2014-03-12;20:30;Rån;118050;6163050"
    desk.run("incidents", desk.csv(HEADER, keyless, keyless, name="first.csv"), **SAID)
    path = desk.csv(HEADER, keyless, keyless.replace("Rån", "Klotter"), name="corrected.csv")
    (file,) = desk.run("incidents", path, **SAID).files
    assert (file.new, len(file.notices)) == (2, 1)
    assert file.notices[0].en.startswith("1 rows without a key are the same as rows from earlier files")


def test_the_same_file_again_tells_how_many_rows_were_rejected(desk):
    path = desk.csv(HEADER, FIRST, "2;2014-02-30;;Rån;118050;6163050")
    desk.run("incidents", path, **SAID, accept_rejected=True)
    (file,) = desk.run("incidents", path, **SAID).files
    assert (file.unchanged, file.stored) == (1, 0)
    assert file.notices[1].en.startswith("1 of the file's rows were rejected then")
