"""The forms of an upload, with the fields that its file and its source need, filled in as believed."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from flask import g
from flask_babel import gettext, ngettext
from wtforms import StringField

from geodata.codes import ACCURACIES, CRIME_GROUPS, PRECISIONS, CodeList
from geodata.codes.code_list import Code
from geodata.crs import LONLAT
from geodata.questions.code_mappings import MappedCode
from geodata.questions.uploads import Upload
from importers import screening, values
from importers.code_queue import meanings_of
from importers.file_settings import DATE_ORDERS
from importers.formats import TABLES
from importers.matching import proposed_columns
from importers.positions import place_names
from importers.source import Setting, Source
from importers.sources import SOURCES, source
from webmap.forms.fields import ChoiceField, optional, required
from webmap.forms.form import Choices, capital, choices_of
from webmap.forms.upload import CODE, COLUMN, OTHER, SETTING, STATED, CodesForm, ColumnsForm, FileForm
from webmap.language import language, words
from webmap.words.uploads import DELIMITERS, ENCODINGS, READING, system_name

_AREA_KINDS = {"area_kind", "from_kind", "to_kind", "succeeds"}
_POINTLIKE = ("exact", "snapped", "street")
_POSITIONS = ("x", "y", "lon", "lat", "wkt", "position")
_MOST_CANDIDATES = 4
_LISTS: Mapping[str, CodeList[Any]] = MappingProxyType({"crime_group": CRIME_GROUPS, "accuracy": ACCURACIES})


def file_form(upload: Upload) -> FileForm:
    """Return the form that says what the file is, as the first look and earlier files propose it."""
    look = upload.recognition or {}
    read_as = look.get("reading") or {}
    members: dict[str, Any] = {"read_as": MappingProxyType(dict(read_as))}
    for name, label in READING.items():
        choices = _reading_choices(name, look)
        if choices is not None:
            asked = [optional] if look.get("headers") else [required]
            members[name] = ChoiceField(label, asked, choices=choices, default=read_as.get(name))
        elif name == "header_rows" and read_as.get(name) is not None:
            members[name] = StringField(label, [optional], default=str(read_as[name]))
    form: FileForm = type("FileFormOfUpload", (FileForm,), members)(source=_believed(upload))
    likely = [candidate["source"] for candidate in look.get("candidates", ())][:_MOST_CANDIDATES]
    names = {known.code: words(known.name) for known in SOURCES}
    form.source.choices = {code: names[code] for code in likely} | {OTHER: gettext("Something else")}
    form.other.choices = {code: name for code, name in names.items() if code not in likely}
    if form.source.data and form.source.data not in form.source.choices:
        form.source.data, form.other.data = OTHER, form.source.data
    return form


def _believed(upload: Upload) -> str:
    """Return the source as said, else as it was for the last file like this, else as believed.

    Where two are as likely, or the likeliest is not likely, nothing is chosen for anyone: "".
    """
    look = upload.recognition or {}
    remembered = look.get("remembered") or {}
    nothing = "" if look.get("candidates") else OTHER
    return str(upload.source or remembered.get("source") or look.get("believed") or nothing)


def _reading_choices(name: str, look: Mapping[str, Any]) -> Choices | None:
    """Return what can be chosen for a field of Reading; None where there is nothing to choose."""
    found = (look.get("reading") or {}).get(name)
    listed = list((look.get("choices") or {}).get(name, ()))
    if len(listed) > 1 or (listed and found is None):
        return {choice: choice for choice in listed}
    known = {"encoding": ENCODINGS, "delimiter": DELIMITERS}.get(name)
    if known is None or found is None:
        return None
    choices = {code: str(word) for code, word in known.items()}
    return choices if found in choices else {found: found} | choices


def columns_form(upload: Upload) -> ColumnsForm:
    """Return the form that says which column is which, filled in with what was said, remembered or found."""
    chosen = source(upload.source or "")
    look = upload.recognition or {}
    headers = tuple(look.get("headers", ()))
    said = _said_or_remembered(upload, chosen)
    mapped = {**proposed_columns(chosen, headers), **said["column_map"]}
    members: dict[str, Any] = {
        "source": chosen,
        "headers": headers,
        "kept_settings": MappingProxyType(_not_asked(said["settings"], chosen)),
    }
    listed = {"": gettext("– not in the file –")} | {header: header for header in headers if header}
    for column in chosen.columns:
        label = capital(words(column.name))
        at_first = mapped.get(column.field, "")
        members[COLUMN + column.field] = ChoiceField(
            label, [optional], choices=listed, default=at_first if at_first in listed else ""
        )
    for setting in chosen.settings:
        if not setting.prefix:
            members[SETTING + setting.name] = _setting_field(chosen, setting, said["settings"])
    members["elsewhere"] = MappingProxyType(
        {column.field: COLUMN + column.field for column in chosen.columns}
        | {setting.name: SETTING + setting.name for setting in chosen.settings}
    )
    form: ColumnsForm = type("ColumnsFormOfUpload", (ColumnsForm,), members)(**_common(said))
    form.crs.choices = system_choices(upload, chosen, mapped)
    if form.crs.data not in form.crs.choices:
        form.crs.data = STATED if STATED in form.crs.choices else None
    form.dates.choices = _date_orders()
    return form


def _said_or_remembered(upload: Upload, chosen: Source) -> Mapping[str, Any]:
    """Return what was said of this file, else of the last one with the same headers."""
    remembered = (upload.recognition or {}).get("remembered") or {}
    untouched = not upload.column_map and upload.srid is None and not _asked(upload.settings, chosen)
    if untouched and upload.status == "uploaded" and remembered.get("source") == chosen.code:
        settings = {**remembered["settings"], **upload.settings}
        return {
            "settings": settings,
            "column_map": remembered["column_map"],
            "srid": remembered["srid"],
        }
    return {"settings": upload.settings, "column_map": upload.column_map, "srid": upload.srid}


def _asked(settings: Mapping[str, str], chosen: Source) -> set[str]:
    return {name for name in settings if name not in READING and name not in _not_asked(settings, chosen)}


def _not_asked(settings: Mapping[str, str], chosen: Source) -> dict[str, str]:
    """Return the settings that the form of columns leaves as they are: the reading, and prefix settings."""
    prefixes = tuple(f"{setting.name}:" for setting in chosen.settings if setting.prefix)
    return {name: said for name, said in settings.items() if name in READING or name.startswith(prefixes)}


def _common(said: Mapping[str, Any]) -> dict[str, Any]:
    settings, srid = said["settings"], said["srid"]
    turned = ":exchanged" if settings.get("axes") == "exchanged" else ""
    return {
        "crs": f"{srid}{turned}" if srid else None,
        "dates": settings.get("dates", ""),
        "control_total": settings.get("control_total", ""),
        "screened": settings.get(screening.SETTING.name) == screening.REVIEWED,
    }


def system_choices(upload: Upload, chosen: Source, mapped: Mapping[str, str]) -> Choices:
    """Return the CRSs to choose from; none where the file has no positions for the source."""
    look, report = upload.recognition or {}, upload.report or {}
    if not chosen.positioned:
        return {}
    choices: Choices = {}
    if look.get("srid"):
        choices[STATED] = gettext("As the file says: %(system)s", system=system_name(look["srid"]))
    elif mapped.get("lon") and mapped.get("lat"):
        choices[STATED] = gettext("Longitude and latitude, as the columns are called (EPSG:4326)")
    stated = look.get("srid") or (LONLAT if STATED in choices else None)
    for system in report.get("systems") or look.get("systems") or ():
        if system["srid"] == stated and not system["exchanged"]:
            choices[STATED] += f" – {_fit(system)}"
            continue
        turned = ":exchanged" if system["exchanged"] else ""
        choices[f"{system['srid']}{turned}"] = _system_words(system)
    if upload.srid and not any(code.startswith(str(upload.srid)) for code in choices):
        choices[str(upload.srid)] = capital(system_name(upload.srid))
    if not choices and look.get("format_code") in TABLES and not any(map(mapped.get, _POSITIONS)):
        return {}
    choices[OTHER] = gettext("Another one")
    return choices


def _system_words(system: Mapping[str, Any]) -> str:
    named = f"{system['name'][language()]} (EPSG:{system['srid']})"
    if system["exchanged"]:
        named = gettext("%(system)s with x and y exchanged", system=named)
    return f"{capital(named)} – {_fit(system)}"


def _fit(system: Mapping[str, Any]) -> str:
    counts = {"inside": system["inside"], "of": system["of"]}
    return str(gettext("%(inside)s of %(of)s positions in the city", **counts))


def _date_orders() -> Choices:
    return dict(
        zip(
            DATE_ORDERS,
            (gettext("year, month, day"), gettext("day, month, year"), gettext("month, day, year")),
            strict=True,
        )
    )


def _setting_field(chosen: Source, setting: Setting, said: Mapping[str, str]) -> Any:
    label = capital(words(setting.meaning))
    default = said.get(setting.name, "")
    needed = [required if setting.required else optional]
    choices = setting_choices(chosen, setting)
    if choices is None:
        return StringField(label, needed, default=default)
    return ChoiceField(label, needed, choices=choices, default=default)


def setting_choices(chosen: Source, setting: Setting) -> Choices | None:
    """Return what a setting can be, None where anything may be written."""
    if setting.read is values.yes_or_no:
        return {"ja": gettext("Yes"), "nej": gettext("No")}
    if setting.name in _AREA_KINDS or (setting.name == "kind" and chosen.code == "areas"):
        return {kind.code: words(kind.name) for kind in g.profile.area_kinds}
    if setting.name == "precision":
        return choices_of(code for code in PRECISIONS if code.code in _POINTLIKE)
    column = chosen.column(setting.name)
    codes: CodeList[Code] | None = _LISTS.get(setting.name) or (column.codes if column else None)
    return choices_of(codes) if codes else None


def _undecided(mapping: MappedCode, meanings: int) -> str:
    """Return what stands where nothing is decided: of a place's name, how many known places are like it."""
    if mapping.field != place_names.FIELD:
        return "–"
    if not meanings:
        return str(gettext("– no known place is like it –"))
    return str(ngettext("– one suggestion –", "– %(num)s suggestions –", meanings))


def codes_form(mappings: Sequence[MappedCode]) -> CodesForm:
    """Return the form in which values of files are given their meaning."""
    meanings = meanings_of(g.session, mappings)
    members: dict[str, Any] = {
        f"{CODE}{mapping.id.hex}": ChoiceField(
            mapping.value,
            [optional],
            choices={"": _undecided(mapping, len(meanings[mapping.id]))} | choices_of(meanings[mapping.id]),
            default=mapping.code or "",
        )
        for mapping in mappings
    }
    form: CodesForm = type("CodesFormOfMappings", (CodesForm,), members)()
    return form
