"""A file on its way out: the table, its line in the export log, and the colophon that names that line."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from geodata.city import CityProfile
from geodata.edits.logs import record_export
from geodata.layers import data_version
from geodata.questions.area_names import filter_names
from geodata.questions.city_data import has_synthetic
from geodata.questions.datasets import datasets
from geodata.text import Text
from webmap.exports.colophon import Colophon, Source
from webmap.exports.formats import Format
from webmap.exports.layers import Asking, ExportLayer
from webmap.exports.table import Table
from webmap.words.sources import source_name

_SYNTHETIC = Text("pahittat", "invented")


@dataclass(frozen=True, slots=True)
class TakenOut:
    """A file as it leaves: its name, its bytes, how many rows it has, its line in the export log."""

    name: str
    media_type: str
    content: bytes
    row_count: int
    number: UUID


@dataclass(frozen=True, slots=True)
class Taker:
    """Who takes a file out and what for: the names of the roles, none for the database's owner."""

    roles: tuple[Text, ...]
    purpose: str
    language: str


def take_out(
    layer: ExportLayer, form: Format, asking: Asking, taker: Taker, profile: CityProfile
) -> TakenOut:
    """Return the layer's rows as a file, with a line in the export log. The caller commits.

    Raises what the layer's question raises, and InvalidError where the rows do not fit the form.
    """
    table = layer.build(asking)
    number = record_export(
        asking.session,
        what="table",
        layer=layer.code,
        filters=layer.address(asking),
        rows=len(table.rows),
        purpose=taker.purpose,
        format=form.code,
    )
    colophon = colophon_of(number, table, asking, taker, datetime.now(profile.zone))
    return TakenOut(
        name=file_name(layer.code, colophon, taker.language) + form.suffix,
        media_type=form.media_type,
        content=form.write(table, colophon, taker.language),
        row_count=len(table.rows),
        number=number,
    )


def colophon_of(number: UUID, table: Table, asking: Asking, taker: Taker, now: datetime) -> Colophon:
    """Return what the file says of itself: `number` is its line in the export log, `now` the city's time."""
    return Colophon(
        number=number,
        title=table.name,
        selection=asking.chosen.sentence(filter_names(asking.session, asking.chosen)),
        taken_out=now,
        row_count=len(table.rows),
        purpose=taker.purpose,
        roles=taker.roles,
        rules=table.rules,
        remarks=table.remarks,
        data_version=data_version(asking.session),
        sources=tuple(
            Source(source_name(dataset.source), dataset.files, dataset.newest)
            for dataset in datasets(asking.session)
        ),
        synthetic=has_synthetic(asking.session),
    )


def file_name(code: str, colophon: Colophon, language: str) -> str:
    """Return a name in plain letters: the layer's code, the day, and whether the figures are invented."""
    mark = [_SYNTHETIC.in_language(language)] if colophon.synthetic else []
    return "-".join([code, *mark, colophon.taken_out.date().isoformat()])
