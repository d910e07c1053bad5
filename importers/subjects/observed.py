"""What was observed, as files tell it: categories, severity, words. The sources of observations share it."""

from geodata.codes import OBSERVATION_CATEGORIES
from geodata.errors import InvalidError
from geodata.text import Text
from importers import values
from importers.source import MISSING_VALUE, Column, Record, UnknownCodeError

LONGEST_WORDING = 1000

CATEGORIES = Column(
    "categories",
    Text("kategorier, åtskilda av semikolon", "categories, separated by semicolons"),
    ("kategori", "kategorier", "category", "reason", "orsak"),
    codes=OBSERVATION_CATEGORIES,
)
SEVERITY = Column("severity", Text("allvarsgrad 1-3", "severity 1-3"), ("allvar", "allvarsgrad"))
WORDING = Column("wording", Text("beskrivning", "wording"), ("beskrivning", "text", "fritext"), words=True)

_SEVERITY = Text(sv="Allvarsgraden är 1, 2 eller 3.", en="The severity is 1, 2 or 3.")
_TOO_LONG = Text(sv="Texten har fler än 1000 tecken.", en="The text has more than 1000 characters.")


def categories_of(record: Record) -> list[str]:
    """Return the codes of a list, or of a text with commas, semicolons, bars or (as forms export) spaces.

    Raises UnknownCodeError for the first part that is no category and that nobody has decided on.
    """
    if not record.has(CATEGORIES.field):
        raise InvalidError(MISSING_VALUE, field=CATEGORIES.field)
    return list(dict.fromkeys(_code(record, part) for part in _parts(record)))


def _code(record: Record, part: str) -> str:
    return record.code_of(CATEGORIES.field, OBSERVATION_CATEGORIES, part)


def _known(record: Record, part: str) -> bool:
    try:
        _code(record, part)
    except UnknownCodeError:
        return False
    return True


def _parts(record: Record) -> list[str]:
    """Return the single values: a whole text where it is one (some names have commas), else cut apart.

    A text is cut at spaces only where every part is known: a form's choices, and no wording.
    """
    raw = record.values[CATEGORIES.field]
    if isinstance(raw, list):
        return [str(part) for part in raw]
    written = record.text(CATEGORIES.field)
    if _known(record, written):
        return [written]
    for separator in (";", "|", ",", None):
        parts = [part.strip() for part in written.split(separator) if part.strip()]
        if len(parts) > 1 and (separator is not None or all(_known(record, part) for part in parts)):
            return parts
    return [written]


def severity_of(record: Record) -> int | None:
    """Return the severity from 1 to 3, None where it is not told."""
    severity: int | None = record.read_if_given(SEVERITY.field, values.whole)
    if severity is not None and severity not in {1, 2, 3}:
        raise InvalidError(_SEVERITY, field=SEVERITY.field)
    return severity


def wording_of(record: Record, field: str = WORDING.field) -> str:
    """Return a text of at most LONGEST_WORDING characters, empty where there is none."""
    wording = record.text(field, "")
    if len(wording) > LONGEST_WORDING:
        raise InvalidError(_TOO_LONG, field=field)
    return wording
