"""The history of a thing in words: who changed what from what to what, and the file that it first came in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import g
from flask_babel import gettext

from geodata.questions.history import Change, FieldChange, Provenance, names_of, provenance_of
from webmap.language import code_name, number, words
from webmap.words.fields import CODED_FIELDS, FIELD_NAMES, NAMED_FIELDS, WRITTEN_FIELDS
from webmap.words.measures import told_parameters
from webmap.words.sources import source_name

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class ToldField:
    """One change of one field: from and to in words, or one `sentence` where there is no from and to.

    `is_prose` says that both are texts of several words, which take their own lines.
    """

    field: str
    label: str
    before: str = ""
    after: str = ""
    sentence: str = ""
    is_prose: bool = False


@dataclass(frozen=True, slots=True)
class ToldChange:
    """One change in words; `about` says of what, where it is not of the page's own thing."""

    changed_at: datetime
    changed_by: str | None
    note: str
    is_new: bool
    about: str
    fields: tuple[ToldField, ...]


@dataclass(frozen=True, slots=True)
class ToldHistory:
    """The changes, newest first, and what file the thing came in with; None where it was entered by hand."""

    changes: tuple[ToldChange, ...]
    provenance: Provenance | None
    source: str


def told_history(
    row_id: UUID,
    changes: Sequence[Change],
    *,
    measure_type: str = "",
    about: Mapping[UUID, str] | None = None,
) -> ToldHistory:
    """Return the history of the thing `row_id` in the page's language.

    `measure_type` names the parameters of a measure, `about` what belongs to the thing and has its changes
    told here too.
    """
    names = {str(known): words(name) for known, name in names_of(g.session, _named(changes)).items()}
    provenance = provenance_of(g.session, row_id)
    return ToldHistory(
        changes=tuple(
            ToldChange(
                change.changed_at,
                change.changed_by,
                change.note,
                change.is_new,
                (about or {}).get(change.row_id, "") if change.row_id else "",
                tuple(
                    told
                    for field in change.fields
                    for told in _told(change.table, field, names, measure_type)
                ),
            )
            for change in changes
        ),
        provenance=provenance,
        source=words(source_name(provenance.source)) if provenance else "",
    )


def _named(changes: Sequence[Change]) -> set[UUID]:
    """Return the ids of other things that the changes speak of."""
    found = set()
    for change in changes:
        for field in change.fields:
            if field.field in NAMED_FIELDS:
                found |= {UUID(str(value)) for value in (field.before, field.after) if value}
    return found


def _told(table: str, field: FieldChange, names: Mapping[str, str], measure_type: str) -> Iterator[ToldField]:
    label = str(FIELD_NAMES.get(table, {}).get(field.field, field.field))
    if field.withheld:
        yield ToldField(field.field, label, sentence=gettext("changed; the words were held for review"))
    elif field.field == "geom":
        yield ToldField(field.field, label, sentence=_moved(field.metres))
    elif field.field == "parameters":
        yield from _told_parameters(field, measure_type)
    else:
        before, after = (_value(table, field.field, value, names) for value in (field.before, field.after))
        yield ToldField(field.field, label, before, after, is_prose=field.field in WRITTEN_FIELDS)


def _moved(metres: float | None) -> str:
    if metres is None:
        return str(gettext("given or taken away"))
    return str(gettext("moved %(metres)s m", metres=number(metres, 0 if metres >= 1 else 1)))


def _told_parameters(field: FieldChange, measure_type: str) -> Iterator[ToldField]:
    before, after = (
        dict(told_parameters(measure_type, value if isinstance(value, dict) else {}))
        for value in (field.before, field.after)
    )
    for name in dict.fromkeys((*after, *before)):
        if before.get(name) != after.get(name):
            yield ToldField("parameters", name, before.get(name, NOTHING), after.get(name, NOTHING))


def _value(table: str, field: str, value: object, names: Mapping[str, str]) -> str:
    if value is None or value in ("", []):
        return NOTHING
    if isinstance(value, bool):
        return str(gettext("yes") if value else gettext("no"))
    if field in NAMED_FIELDS:
        return names.get(str(value), "…")
    codes = CODED_FIELDS.get((table, field))
    if codes:
        listed = value if isinstance(value, list) else [value]
        return ", ".join(code_name(str(code), codes) for code in listed)
    if isinstance(value, int | float):
        return number(value, 0 if float(value).is_integer() else 2)
    return str(value)
