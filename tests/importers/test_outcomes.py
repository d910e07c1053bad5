"""What a report tells of rows: new, changed, kept; what differs and what waits; and what an undo leaves."""

import pytest
from sqlalchemy import text

from importers.batches import undo
from importers.report import Change, Progress, UnknownCode

HEADER = "id,name,kind,reported_on,lon,lat,description"
FIRST = "1,Torget,square,2014-03-12,13.0,55.6,mörkt"
SECOND = "2,Parken,square,2014-03-12,13.01,55.6,ljust"
INCIDENTS = "id;datum;tid;brott;x;y"


def counts(file) -> tuple[int, int, int, int]:
    return file.new, file.changed, file.unchanged, file.kept


def rows_of(desk, table: str) -> str:
    """Return a hash of everything in a table but the count of versions, which goes on."""
    row = f"(to_jsonb({table}.*) - 'version')::text"
    if "geom" in columns(desk, table):
        row += " || geom::text"
    query = f"SELECT md5(coalesce(string_agg({row}, '' ORDER BY {row}), '')) FROM {table}"
    return desk.session.scalar(text(query))


def columns(desk, table: str) -> set[str]:
    return set(desk.session.execute(text(f"SELECT * FROM {table} LIMIT 0")).keys())


def an_hour_passes(desk) -> None:
    """Let what has been brought in lie an hour back: within a test all is one moment."""
    desk.session.execute(text("UPDATE import_batch SET created_at = created_at - interval '1 hour'"))
    desk.session.execute(text("SELECT set_config('app.restoring', 'on', true)"))
    desk.session.execute(text("UPDATE place SET updated_at = updated_at - interval '1 hour'"))
    desk.session.execute(text("SELECT set_config('app.restoring', '', true)"))
    desk.session.expire_all()


def test_new_changed_and_unchanged_rows_are_told_apart_and_kept_with_the_batch(desk):
    desk.run("places", desk.csv(HEADER, FIRST, SECOND))
    third = "3,Gränden,square,2014-03-12,13.02,55.6,"
    (file,) = desk.run("places", desk.csv(HEADER, FIRST.replace("-12", "-13"), SECOND, third)).files
    assert counts(file) == (1, 1, 1, 0)
    assert file.changes == (Change("1", "reported_on", "2014-03-12", "2014-03-13"),)
    kept = text("SELECT rows_new, rows_changed, rows_kept FROM import_batch WHERE id = :batch")
    assert tuple(desk.session.execute(kept, {"batch": file.batch_id}).one()) == (1, 1, 0)


def test_changed_words_and_positions_are_told_without_the_words(desk):
    desk.run("places", desk.csv(HEADER, FIRST))
    (file,) = desk.run("places", desk.csv(HEADER, "1,Torget,square,2014-03-12,13.05,55.6,mycket mörkt")).files
    assert {change.column for change in file.changes} == {"geom", "description"}
    told = {change.column: (change.before, change.after) for change in file.changes}
    assert told["description"] == (None, None)
    assert [point[:8] for point in told["geom"]] == ["POINT(13", "POINT(13"]


def test_what_a_person_has_edited_since_is_kept_and_told(desk):
    desk.run("places", desk.csv(HEADER, FIRST, SECOND))
    an_hour_passes(desk)
    desk.session.execute(text("UPDATE place SET reported_on = '2014-02-01' WHERE source_key = '1'"))
    changed = [line.replace("-12", "-13") for line in (FIRST, SECOND)]
    (file,) = desk.run("places", desk.csv(HEADER, *changed)).files
    assert counts(file) == (0, 1, 0, 1)
    assert file.changes[0] == Change("1", "reported_on", "2014-02-01", "2014-03-13", kept=True)
    days = desk.session.scalars(text("SELECT reported_on::text FROM place ORDER BY source_key")).all()
    assert days == ["2014-02-01", "2014-03-13"]


def test_an_undone_change_does_not_look_like_a_persons(desk):
    first = desk.run("places", desk.csv(HEADER, FIRST)).files[0]
    an_hour_passes(desk)
    before = rows_of(desk, "place")
    second = desk.run("places", desk.csv(HEADER, FIRST.replace("-12", "-13"))).files[0]
    undo(desk.session, second.batch_id)
    assert rows_of(desk, "place") == before
    assert undo(desk.session, first.batch_id).removed == 1
    assert desk.session.scalar(text("SELECT count(*) FROM place")) == 0


def test_unknown_codes_are_gathered_with_their_header_and_their_rows(desk):
    lines = [f"{n};2014-03-12;20:30;{'Trolleri' if n < 3 else 'Häxeri'};118050;6163050" for n in range(4)]
    (file,) = desk.check("incidents", desk.csv(INCIDENTS, *lines), srid=3008).files
    assert file.unknown == (
        UnknownCode("category", "brott", "Trolleri", 3),
        UnknownCode("category", "brott", "Häxeri", 1),
    )
    assert file.rows_rejected == 4


def test_a_preview_shows_where_rows_lie_without_free_words(desk):
    (file,) = desk.check("places", desk.csv(HEADER, FIRST, SECOND)).files
    row = file.preview[0]
    assert (row.row, round(row.lon, 6), round(row.lat, 6)) == (2, 13.0, 55.6)
    assert row.values["kind"] == "square"
    assert not {"name", "description", "shape"} & set(row.values)


def test_the_senders_control_total_is_compared_and_not_enforced(desk):
    path = desk.csv(HEADER, FIRST, SECOND)
    (file,) = desk.run("places", path, settings={"control_total": "3"}).files
    assert file.quality["control_total"] == {"given": 3.0, "found": 2, "deviation": -1.0}


def test_rows_outside_the_city_are_counted(desk):
    far = SECOND.replace("13.01,55.6", "18.1,59.3")
    (file,) = desk.check("places", desk.csv(HEADER, FIRST, far)).files
    assert (file.quality["outside_the_city"], file.rows_rejected) == (1, 1)


def test_progress_is_told_stage_by_stage(desk):
    heard: list[Progress] = []
    desk.check("places", desk.csv(HEADER, FIRST, SECOND), progress=heard.append)
    assert [progress.stage for progress in heard] == ["reading", "checking", "publishing"]
    assert heard[0].rows == 2


def test_rejections_are_counted_in_full_and_listed_in_part(desk):
    lines = [f"{n},Torget,square,2014-02-30,13.0,55.6," for n in range(10_050)]
    (file,) = desk.check("places", desk.csv(HEADER, *lines)).files
    assert (file.rows_rejected, len(file.rejected)) == (10_050, 10_000)
    assert "50 more rows" in file.notices[-1].en


@pytest.mark.parametrize(
    ("code", "said", "header", "files"),
    [
        ("places", {}, HEADER, ([FIRST], [FIRST.replace("-12", "-13"), SECOND])),
        (
            "incidents",
            {"srid": 3008},
            INCIDENTS,
            (
                ["1;2014-03-12;20:30;Rån;118050.123456789;6163050"],
                ["1;2014-03-12;20:30;Klotter;118050;6163050", ";2014-03-12;20:30;Rån;118050;6163050"],
            ),
        ),
        (
            "observations",
            {},
            "id,datum,kategori,beskrivning,lon,lat,källa",
            (
                ["1,2014-03-12,klotter,text,13.0,55.6,skola"],
                ["1,2014-03-13,klotter,ny,13.0,55.6,skola", "2,2014-03-13,klotter,ny,13.0,55.6,skola"],
            ),
        ),
        (
            "measures",
            {"settings": {"type": "KLOT"}},
            "id,name,start,lon,lat",
            (
                ["1,Lampor,2014-03-12,13.0,55.6"],
                ["1,Lampor,2014-03-13,13.0,55.6", "2,Fler,2014-03-13,13.0,55.6"],
            ),
        ),
    ],
)
def test_an_undo_leaves_every_column_as_it_was(desk, code, said, header, files):
    table = "police.incident" if code == "incidents" else code[:-1]
    before, after = files
    desk.run(code, desk.csv(header, *before), **said)
    stood = rows_of(desk, table)
    (file,) = desk.run(code, desk.csv(header, *after), **said).files
    assert (file.new, file.changed) == (1, 1)
    assert rows_of(desk, table) != stood
    undo(desk.session, file.batch_id)
    assert rows_of(desk, table) == stood
