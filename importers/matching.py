"""What a file calls its columns, and what was said about it: matched with what the source declares."""

from collections.abc import Mapping, Sequence
from typing import Any

from geodata.errors import InvalidError
from geodata.text import Text
from importers.file_settings import FILE_SETTINGS
from importers.formats.form_answers import question_names
from importers.source import Column, Source
from importers.values import folded

_UNKNOWN_FIELD = Text(
    sv="Källan {source} har inget fält {field}; den har {known}.",
    en="The source {source} has no field {field}; it has {known}.",
)
_UNKNOWN_COLUMN = Text(
    sv="Filen har ingen kolumn {column}; den har {known}.",
    en="The file has no column {column}; it has {known}.",
)
_MISSING_COLUMN = Text(
    sv="Kolumnen {field} ({name}) saknas. Filen har {known}. Peka ut den med --map {field}=KOLUMN.",
    en="The column {field} ({name}) is missing. The file has {known}. Point to it with --map {field}=COLUMN.",
)
_RIVALS = Text(
    sv="Kolumnen {taken} läses som {name}, men {others} kan också menas; ange då --map {field}=KOLUMN.",
    en="The column {taken} is read as {name}, but {others} may be meant; if so, give --map {field}=COLUMN.",
)
_UNKNOWN_SETTING = Text(
    sv="Källan {source} har ingen inställning {name}; den har {known}.",
    en="The source {source} has no setting {name}; it has {known}.",
)
_MISSING_SETTING = Text(
    sv="Inställningen {name} ({meaning}) saknas; ange --set {name}=VÄRDE.",
    en="The setting {name} ({meaning}) is missing; give --set {name}=VALUE.",
)
_NEITHER = Text(
    sv="Filen har ingen kolumn för {meaning}; ange --set {name}=VÄRDE för hela filen.",
    en="The file has no column for {meaning}; give --set {name}=VALUE for the whole file.",
)
_NONE = Text(sv="inga", en="none")
_NO_COLUMNS = Text(sv="inga kolumner", en="no columns")


def match_columns(source: Source, headers: Sequence[str], column_map: Mapping[str, str]) -> dict[str, str]:
    """Return the file's header for each field of the source that the file has.

    `column_map` (field → header, "" for none) goes first, then the field's own name, then its aliases;
    capitals, spaces and punctuation do not matter. Raises InvalidError, whose `field` is the column, for
    unknown names and for a required column that is missing.
    """
    for name in column_map:
        if source.column(name) is None:
            known = ", ".join(column.field for column in source.columns)
            raise InvalidError(_UNKNOWN_FIELD.format(source=source.code, field=name, known=known), field=name)
    spelled = _spelled(headers)
    found = {column.field: _header_of(column, spelled, headers, column_map) for column in source.columns}
    for column in source.columns:
        if column.required and found[column.field] is None:
            refusal = _MISSING_COLUMN.format(field=column.field, name=column.name, known=_listed(headers))
            raise InvalidError(refusal, field=column.field)
    return {field: header for field, header in found.items() if header is not None}


def rivals(
    source: Source, headers: Sequence[str], column_map: Mapping[str, str], found: Mapping[str, str]
) -> list[Text]:
    """Return a sentence for each field that is read from one header though others are called so too.

    `found` is what `match_columns` found; of a field that was said, and of headers that other fields are read
    from, nothing is told.
    """
    told: list[Text] = []
    for column in source.columns:
        if column.field not in found or column.field in column_map:
            continue
        names = {folded(name) for name in (column.field, *column.aliases)}
        others = [header for header in headers if folded(header) in names and header not in found.values()]
        if others:
            said = {"field": column.field, "name": column.name, "taken": found[column.field]}
            told.append(_RIVALS.format(**said, others=", ".join(others)))
    return told


def proposed_columns(source: Source, headers: Sequence[str]) -> dict[str, str]:
    """Return the file's header for each field of the source that is found by name alone."""
    spelled = _spelled(headers)
    found = {column.field: _header_of(column, spelled, headers, {}) for column in source.columns}
    return {field: header for field, header in found.items() if header is not None}


def _spelled(headers: Sequence[str]) -> dict[str, str]:
    """Return headers by their names without capitals and punctuation; of forms also by their questions."""
    spelled = {folded(name): header for name, header in question_names(headers)}
    return spelled | {folded(header): header for header in reversed(headers)}


def _header_of(
    column: Column, spelled: Mapping[str, str], headers: Sequence[str], column_map: Mapping[str, str]
) -> str | None:
    if column.field in column_map:
        asked = column_map[column.field]
        if not asked:
            return None
        header = asked if asked in headers else spelled.get(folded(asked))
        if header is None:
            refusal = _UNKNOWN_COLUMN.format(column=asked, known=_listed(headers))
            raise InvalidError(refusal, field=column.field)
        return header
    names = (folded(name) for name in (column.field, *column.aliases))
    return next((spelled[name] for name in names if name in spelled), None)


def _listed(headers: Sequence[str]) -> object:
    return ", ".join(header for header in headers if header) or _NO_COLUMNS


def read_settings(source: Source, given: Mapping[str, str]) -> dict[str, Any]:
    """Return the source's settings as values, defaults filled in; prefix settings become dictionaries.

    Every source also understands the settings of `importers.file_settings`.

    Raises InvalidError, whose `field` is the setting, for unknown, missing and unreadable ones.
    """
    accepted = (*source.settings, *FILE_SETTINGS)
    prefixes = {setting.name for setting in accepted if setting.prefix}
    plain = {setting.name for setting in accepted if not setting.prefix}
    for name in given:
        if name not in plain and name.partition(":")[0] not in prefixes:
            known = ", ".join([*sorted(plain), *(f"{prefix}:…" for prefix in sorted(prefixes))]) or _NONE
            raise InvalidError(
                _UNKNOWN_SETTING.format(source=source.code, name=name, known=known), field=name
            )
    read: dict[str, Any] = {}
    for setting in accepted:
        try:
            if setting.prefix:
                begin = f"{setting.name}:"
                read[setting.name] = {
                    name.removeprefix(begin): setting.read(value)
                    for name, value in given.items()
                    if name.startswith(begin)
                }
            else:
                read[setting.name] = (
                    setting.read(given[setting.name]) if setting.name in given else setting.default
                )
        except InvalidError as error:
            refusal = Text(sv=f"{setting.name}: {error.reason.sv}", en=f"{setting.name}: {error.reason.en}")
            raise InvalidError(refusal, field=setting.name) from error
        if setting.required and read[setting.name] is None:
            refusal = _MISSING_SETTING.format(name=setting.name, meaning=setting.meaning)
            raise InvalidError(refusal, field=setting.name)
    return read


def require_either(source: Source, headers: Mapping[str, str], settings: Mapping[str, Any]) -> None:
    """Raise InvalidError where the file lacks a column and the setting that would stand for it."""
    for setting in source.settings:
        if setting.stands_for_column and settings[setting.name] is None and setting.name not in headers:
            refusal = _NEITHER.format(name=setting.name, meaning=setting.meaning)
            raise InvalidError(refusal, field=setting.name)
