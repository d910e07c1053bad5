"""`tryggkarta import recognise`: what a file is believed to be, and why."""

from collections.abc import Iterator
from pathlib import Path

import click

from geodata.text import Text
from importers.child import guarded
from importers.file_settings import READING
from importers.formats import Reading
from importers.recognition import Recognition, recognise
from importers.sources import source
from webmap.commands.answering import answer, as_json
from webmap.commands.opening import language_of, profile_of

_IS = Text(sv="{file}: {form}, ungefär {rows} rader", en="{file}: {form}, about {rows} rows")
_CRS = Text(sv="filen anger EPSG:{srid}", en="the file says EPSG:{srid}")
_PERSONS = Text(
    sv="om personer, får inte läsas in: {columns}", en="about persons, may not be brought in: {columns}"
)


@click.command("recognise")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--set", "said", multiple=True, nargs=2, metavar="NAME VALUE", help="How the file is read.")
@as_json
@click.pass_context
def recognise_file(
    context: click.Context, path: Path, said: tuple[tuple[str, str], ...], *, as_json: bool
) -> None:
    """Say what a file seems to be, which source it fits, and where its positions would lie."""
    known = {setting.name: setting for setting in READING}
    if unknown := [name for name, _ in said if name not in known]:
        raise click.BadParameter(f"{unknown[0]} is none of {', '.join(known)}", context, param_hint="--set")
    reading = Reading(**{name: known[name].read(value) for name, value in said})
    found: Recognition = guarded(recognise, path, profile_of(context), reading)
    answer(context, found, _lines(path, found, language_of(context)), as_json=as_json)


def _lines(path: Path, found: Recognition, language: str) -> Iterator[str]:
    told = _IS.format(file=path.name, form=found.format, rows=found.row_count or "?")
    yield told.in_language(language)
    read_as = {
        name: value for name in Reading.__slots__ if (value := getattr(found.reading, name)) is not None
    }
    yield from (f"  {name}: {value!r}" for name, value in read_as.items())
    yield from (f"  {notice.in_language(language)}" for notice in found.notices)
    if found.person_columns:
        yield "  " + _PERSONS.format(columns=", ".join(found.person_columns)).in_language(language)
    if found.srid:
        yield "  " + _CRS.format(srid=found.srid).in_language(language)
    yield from (f"  {system.wording.in_language(language)}" for system in found.systems)
    for candidate in found.candidates:
        name = source(candidate.source).name.in_language(language)
        why = candidate.why.in_language(language)
        yield f"{candidate.confidence:4.0%}  {candidate.source}  {name}. {why}"
