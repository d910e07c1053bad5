"""Areas from map files: two cities, three formats, every defect refused with its row."""

from pathlib import Path

from sqlalchemy import text

from importers.importing import run
from importers.sources import source

AREAS = source("areas")


def test_the_136_sub_areas_of_malmo_come_in(session, malmo, shared_data: Path):
    report = run(
        session,
        AREAS,
        [shared_data / "malmo" / "malmo_delomraden_3008.gpkg"],
        profile=malmo,
        settings={"kind": "delomrade", "valid_from": "1996-01-01"},
    )
    assert (report.stored, report.rejected, report.files[0].srid) == (136, (), 3008)
    total = session.scalar(text("SELECT sum(extent_m2) / 1e6 FROM area WHERE kind = 'delomrade'"))
    assert round(total, 2) == 161.41
