"""`tryggkarta export`: a table of the whole city as a file, small counts hidden, with a line in the log."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import parse_qs
from uuid import UUID

import click
from sqlalchemy.orm import Session

from geodata.access import ENTITIES, IncidentView
from geodata.city import CityProfile
from geodata.errors import InvalidError
from geodata.filters import Filter
from geodata.text import Text
from webmap.commands.answering import answer, as_json
from webmap.commands.opening import language_of, owner_session
from webmap.exports.formats import FORMATS, Format
from webmap.exports.layers import EXPORT_LAYERS, Asking, ExportLayer
from webmap.exports.taking_out import Taker, take_out

_WRITTEN = Text(
    "{rows} rader i {file} ({name}), uttag {number}", "{rows} rows in {file} ({name}), export {number}"
)
_NO_FORMAT = Text(
    "Filens slut säger inte vilket format den ska ha. Möjliga: {suffixes}.",
    "The file's ending does not say its format. Possible: {suffixes}.",
)
_NO_POSITIONS = Text(
    "{name}: raderna har inget läge på kartan.", "{name}: its rows have no position on the map."
)

_NOT_WRITTEN = Text("{file} kan inte skrivas: {why}", "{file} cannot be written: {why}")

# A file made by the owner may go anywhere: it holds what the finest view with hidden counts shows.
_GRID_METRES = 250


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written: its rows, its path, its line in the export log."""

    layer: str
    format: str
    file: Path
    rows: int
    number: UUID


@click.command("export")
@click.argument("layer", type=click.Choice([layer.code for layer in EXPORT_LAYERS]))
@click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
@click.option(
    "--query", default="", help="The selection, as in a page's address: area=stadsdel:fosie&from=2014-01."
)
@click.option("--purpose", default="", help="What the file is for; it stands in the file and in the log.")
@click.option(
    "--format",
    "code",
    type=click.Choice([form.code for form in FORMATS]),
    help="Else the file's ending decides.",
)
@as_json
@click.pass_context
def export(
    context: click.Context,
    /,
    *,
    layer: str,
    file: Path,
    query: str,
    purpose: str,
    code: str | None,
    as_json: bool,
) -> None:
    """Take a table of the whole city out as FILE: CSV, Excel, GeoJSON or JSON."""
    chosen = next(one for one in EXPORT_LAYERS if one.code == layer)
    form = _format(chosen, file, code)
    with owner_session(context) as (session, profile):
        taker = Taker((), " ".join(purpose.split()), language_of(context))
        taken = take_out(chosen, form, _asking(session, profile, query), taker, profile)
        _write(file, taken.content)
        session.commit()
    written = Written(layer, form.code, file, taken.row_count, taken.number)
    told = _WRITTEN.format(rows=written.rows, file=file, name=form.name, number=written.number)
    answer(context, written, [told.in_language(language_of(context))], as_json=as_json)


def _write(file: Path, content: bytes) -> None:
    """Write the file; raises InvalidError where it cannot be written, and then nothing is logged either."""
    try:
        file.write_bytes(content)
    except OSError as error:
        raise InvalidError(_NOT_WRITTEN.format(file=file, why=error.strerror), field="file") from error


def _format(layer: ExportLayer, file: Path, code: str | None) -> Format:
    """Return the format by its code, else by the file's ending; raises InvalidError where there is none."""
    fitting = [form for form in FORMATS if code in {None, form.code}]
    if code is None:
        # Of two with one ending the plain one: a command is run by programs.
        fitting = [form for form in reversed(fitting) if form.suffix == file.suffix.lower()]
    if not fitting:
        suffixes = ", ".join(sorted({form.suffix for form in FORMATS}))
        raise InvalidError(_NO_FORMAT.format(suffixes=suffixes), field="file")
    if fitting[0].needs_spots and not layer.has_spots:
        raise InvalidError(_NO_POSITIONS.format(name=layer.name), field="file")
    return fitting[0]


def _asking(session: Session, profile: CityProfile, query: str) -> Asking:
    given = parse_qs(query)
    return Asking(
        session=session,
        query=given,
        chosen=Filter.from_query(given),
        reach=dict.fromkeys(ENTITIES),
        view=IncidentView("grid", _GRID_METRES, "quarter", profile.smallest_count),
        on=datetime.now(profile.zone).date(),
    )
