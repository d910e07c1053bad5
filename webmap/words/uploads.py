"""What the way in of a file is called on the pages: its states with their marks, its stages, its figures."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from flask import Flask, g, url_for
from flask_babel import LazyString, gettext, lazy_gettext
from markupsafe import Markup

from geodata import crs
from geodata.codes.place_statuses import Marker
from geodata.errors import NotFoundError
from geodata.questions.rejections import batch_facts
from geodata.questions.uploads import Upload
from geodata.text import Text
from importers import values
from importers.source import Setting
from webmap.language import language, number, words
from webmap.words.quality import figure_rows, shown_categories
from webmap.words.sources import file_shown, source_name


@dataclass(frozen=True, slots=True)
class State:
    """A state of an upload: what it is called, and its mark beside the word."""

    name: LazyString
    marker: Marker


WAITING = State(lazy_gettext("Waiting for its turn"), Marker("circle", "place-archived"))
AT_WORK = State(lazy_gettext("Being worked on"), Marker("quarter", "place-monitoring"))
FOR_POLICE = State(lazy_gettext("Waiting for the police's approval"), Marker("half", "place-under-measure"))
STATES: Mapping[str, State] = {
    "uploaded": State(lazy_gettext("Begun"), Marker("circle", "place-reported")),
    "previewed": State(lazy_gettext("Checked, not published"), Marker("half", "place-under-measure")),
    "approved": State(lazy_gettext("Approved, being published"), Marker("quarter", "place-monitoring")),
    "published": State(lazy_gettext("in use"), Marker("check", "place-resolved")),
    "undone": State(lazy_gettext("undone"), Marker("dot", "place-archived")),
    "refused": State(lazy_gettext("Has to be mended"), Marker("disc", "place-verified")),
    "failed": State(lazy_gettext("Went wrong"), Marker("disc", "place-verified")),
}

WANTED = {
    "recognise": lazy_gettext("Looking at what the file is"),
    "check": lazy_gettext("Checking the file; nothing is stored yet"),
    "publish": lazy_gettext("Publishing"),
    "undo": lazy_gettext("Taking back what the file brought"),
}
STAGES = {
    "reading": lazy_gettext("Reading rows"),
    "checking": lazy_gettext("Checking all rows together"),
    "publishing": lazy_gettext("Comparing with what is stored, area by area"),
    "undoing": lazy_gettext("Restoring what was replaced"),
}

READING = {
    "encoding": lazy_gettext("Character encoding"),
    "delimiter": lazy_gettext("Fields are separated by"),
    "sheet": lazy_gettext("Sheet"),
    "header_rows": lazy_gettext("Rows above the first record"),
    "layer": lazy_gettext("Layer"),
    "member": lazy_gettext("File in the archive"),
}
DELIMITERS = {
    ";": lazy_gettext("semicolon ;"),
    ",": lazy_gettext("comma ,"),
    "\t": lazy_gettext("tab"),
    "|": lazy_gettext("bar |"),
}
ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 (BOM)",
    "cp1252": "Windows-1252",
    "latin-1": "ISO 8859-1",
    "utf-16": "UTF-16",
}
LIKELINESS = (
    (0.85, lazy_gettext("very likely")),
    (0.6, lazy_gettext("likely")),
    (0.0, lazy_gettext("possible")),
)

# Clauses and sentences of refusals that tell how to answer on the command line, or which codes there are:
# the page has fields for that.
_CLAUSES = re.compile(r";[^.;]*\s--(?:crs|map|set)\b[^.]*(?=\.|$)")
_LISTS = re.compile(r"(The value is not one of the [^:.]+): [^.]*(?=\.)")
_COMMANDS = re.compile(
    r"(?:[^.!?]*\s--(?:crs|map|set)\b|\s*(?:Möjliga|Possible)(?: koder| codes)?:)"
    r"[^.]*(?:\.(?!\s|$)[^.]*)*(?:\.|$)"
)
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def register(app: Flask) -> None:
    """Give the templates the words."""
    app.jinja_env.filters |= {
        "upload_state": state_of,
        "batch_state": STATES.__getitem__,
        "told": told,
        "batches_linked": batches_linked,
        "likeliness": likeliness,
        "figure_rows": figure_rows,
        "shown_categories": shown_categories,
        "file_size": file_size,
        "setting_help": setting_help,
        "wanted_words": WANTED.__getitem__,
        "source_name": source_name,
        "system_name": system_name,
        "stage_words": lambda stage: STAGES.get(stage, stage),
    }
    app.jinja_env.globals["file_shown"] = file_shown


def state_of(upload: Upload) -> State:
    """Return the state of an upload as people speak of it."""
    if upload.wanted is not None:
        return AT_WORK if upload.stage else WAITING
    if upload.status == "previewed" and upload.approval == "crime_import":
        return FOR_POLICE
    return STATES[upload.status]


def told(sentence: Mapping[str, str] | Text | None) -> str:
    """Return a sentence of the worker's in the page's language, less what the page has fields for."""
    if sentence is None:
        return ""
    by_language = {"sv": sentence.sv, "en": sentence.en} if isinstance(sentence, Text) else sentence
    whole = str(by_language.get(language(), ""))
    return _COMMANDS.sub("", _LISTS.sub(r"\1", _CLAUSES.sub("", whole))).strip() or whole


def batches_linked(sentence: str) -> Markup:
    """Return a sentence in which batches stand by their ids with the names of their files, as links."""
    linked, position = Markup(), 0
    for found in _ID.finditer(sentence):
        linked += sentence[position : found.start()] + _link(UUID(found[0]))
        position = found.end()
    return linked + sentence[position:]


def _link(batch_id: UUID) -> Markup:
    try:
        batch = batch_facts(g.session, batch_id, most=0)
    except NotFoundError:
        return Markup("–")
    address = url_for("imports.show", batch_id=batch_id)
    return Markup('<a href="{}">{}</a>').format(address, file_shown(batch.source, batch.file_name))


def likeliness(confidence: float) -> LazyString:
    """Return a confidence (0 to 1) in words."""
    return next(word for least, word in LIKELINESS if confidence >= least)


def setting_help(setting: Setting) -> str:
    """Return how a setting is written, where that is not seen from its field."""
    return str(gettext("YYYY-MM-DD")) if setting.read is values.day else ""


def system_name(srid: int) -> str:
    """Return what a coordinate reference system is called, with its number."""
    known = crs.NAMES.get(srid)
    return f"{words(known)} (EPSG:{srid})" if known else f"EPSG:{srid}"


def file_size(size: int) -> str:
    """Return a number of bytes as people say it."""
    for unit, name in ((1 << 20, "MB"), (1 << 10, "kB")):
        if size >= unit:
            return f"{number(size / unit, 0 if size >= 10 * unit else 1)} {name}"
    return str(gettext("%(number)s bytes", number=number(size)))
