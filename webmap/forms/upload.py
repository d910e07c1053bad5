"""The forms of a way in: the file, what it is, its columns, its approval, its unknown codes."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext
from flask_wtf.file import FileField
from wtforms import HiddenField, StringField

from geodata.edits.uploads import BroughtFile, Said
from geodata.errors import ConflictError, InvalidError
from geodata.questions.code_mappings import MappedCode
from geodata.text import Text
from importers import screening
from importers.file_settings import AXES
from importers.matching import proposed_columns
from importers.source import Column, Setting, Source
from importers.uploads import UploadFolder
from webmap.forms.fields import ChoiceField, RadioChoiceField, TickField, optional
from webmap.forms.form import EditForm
from webmap.words.uploads import READING

OTHER = "other"
STATED = "stated"
COLUMN, SETTING, CODE = "column_", "set_", "code_"

_LONGEST_NUMBER = 6
_CHOOSE = Text(sv="Välj en fil.", en="Choose a file.")
_WHICH = Text(sv="Välj vad filen innehåller.", en="Choose what the file holds.")
_SAID_OTHERWISE = Text(
    sv="Filen har under tiden sagts vara något annat. Se kolumnerna på nytt.",
    en="The file was said to be something else meanwhile. Look at the columns anew.",
)
_NEEDED = Text(sv="Detta behövs.", en="This is needed.")
_CONFIRM = Text(
    sv="Filen säger inte vilket koordinatsystem den har: välj det som stämmer.",
    en="The file does not say which coordinate system it is in: choose what is right.",
)
_NO_NUMBER = Text(sv="Skriv ett EPSG-nummer, till exempel 3008.", en="Write an EPSG number, such as 3008.")


class NewUploadForm(EditForm):
    """A file of one's own, or one that lies in the incoming folder."""

    file = FileField(lazy_gettext("File"), [optional])
    incoming = RadioChoiceField(lazy_gettext("A file in the incoming folder"), [optional])

    def __init__(self, waiting: Sequence[str], **given: Any) -> None:
        super().__init__(**given)
        self.incoming.choices = {name: name for name in waiting}

    def kept(self, folder: UploadFolder) -> BroughtFile:
        """Return the chosen file, kept; raises InvalidError where none was chosen, or it cannot be kept."""
        if self.incoming.data and not (self.file.data and self.file.data.filename):
            return folder.fetch(self.incoming.data)
        if not self.file.data or not self.file.data.filename:
            raise InvalidError(_CHOOSE, field="file")
        return folder.keep(self.file.data.stream, self.file.data.filename)


class FileForm(EditForm):
    """What the file is: its source, and how it is read. `file_form` gives it the fields that it needs."""

    source = RadioChoiceField(lazy_gettext("What is in the file?"), [optional])
    other = ChoiceField(lazy_gettext("Something else"), [optional])
    again = HiddenField()

    read_as: Mapping[str, Any] = MappingProxyType({})
    """How the file was read last, by name of Reading."""

    def chosen(self) -> str:
        """Return the code of the chosen source; raises InvalidError where there is none."""
        field = self.other if self.source.data == OTHER else self.source
        if not field.data:
            raise InvalidError(_WHICH, field=field.name)
        return str(field.data)

    @property
    def reads_again(self) -> bool:
        """Return whether the file is only to be read anew, so that its rows can be looked at."""
        return bool(self.again.data)

    def reading_fields(self) -> list[Any]:
        """Return the fields that say how the file is read."""
        return [self._fields[name] for name in READING if name in self._fields]

    def reading(self) -> dict[str, str]:
        """Return the settings in which the file is to be read otherwise than it was found to be."""
        told = {name: str(self._fields[name].data or "").strip() for name in READING if name in self._fields}
        return {name: said for name, said in told.items() if said and said != str(self.read_as.get(name))}


class ColumnsForm(EditForm):
    """Which column is which, and what holds for the whole file. `columns_form` gives it its fields."""

    said_of = HiddenField()
    crs = RadioChoiceField(lazy_gettext("In which coordinate system are the positions?"), [optional])
    other_crs = StringField(lazy_gettext("Another one: its EPSG number"), [optional])
    dates = ChoiceField(lazy_gettext("Order of dates such as 3/4/2014"), [optional])
    control_total = StringField(lazy_gettext("The sender's control total"), [optional])
    screened = TickField(
        lazy_gettext("Someone has read the texts that seem to concern persons, and they do not")
    )

    source: Source
    headers: tuple[str, ...] = ()
    kept_settings: Mapping[str, str] = MappingProxyType({})

    def said(self) -> Said:
        """Return what the form says of the file; raises InvalidError for what cannot be so.

        Raises ConflictError where the form was filled in for another source than the file now has.
        """
        if self.said_of.data not in {"", None, self.source.code}:
            raise ConflictError(_SAID_OTHERWISE)
        srid, axes = self._system()
        settings = {**self.kept_settings, **axes, **self._settings()}
        return Said(self.source.code, settings, self._column_map(), srid)

    def _column_map(self) -> dict[str, str]:
        """Return where the form differs from what the columns' names say by themselves."""
        by_name = proposed_columns(self.source, self.headers)
        told: dict[str, str] = {}
        for column in self.source.columns:
            chosen = self._fields[COLUMN + column.field].data or ""
            if column.required and not chosen:
                raise InvalidError(_NEEDED, field=COLUMN + column.field)
            if chosen != by_name.get(column.field, ""):
                told[column.field] = chosen
        return told

    def _settings(self) -> dict[str, str]:
        told: dict[str, str] = {}
        for setting in self.asked_settings():
            written = str(self._fields[SETTING + setting.name].data or "").strip()
            if not written:
                if setting.required or self._stands_alone(setting):
                    raise InvalidError(_NEEDED, field=SETTING + setting.name)
                continue
            try:
                setting.read(written)
            except InvalidError as error:
                raise InvalidError(error.reason, field=SETTING + setting.name) from error
            told[setting.name] = written
        for name in ("dates", "control_total"):
            if self._fields[name].data:
                told[name] = str(self._fields[name].data).strip()
        if self.screened.data:
            told[screening.SETTING.name] = screening.REVIEWED
        return told

    def _stands_alone(self, setting: Setting) -> bool:
        """Return whether a setting has to say what no column of the file does."""
        column = self._fields.get(COLUMN + setting.name)
        return setting.stands_for_column and not (column is not None and column.data)

    def _system(self) -> tuple[int | None, dict[str, str]]:
        """Return the EPSG number said, None where the file's own word holds, and how the axes run."""
        chosen = self.crs.data or ""
        if chosen == OTHER:
            written = (self.other_crs.data or "").strip().lower().removeprefix("epsg:")
            if not (written.isascii() and written.isdigit() and len(written) <= _LONGEST_NUMBER):
                raise InvalidError(_NO_NUMBER, field="other_crs")
            return int(written), {}
        proposed = list(self.crs.choices or ())
        if not chosen and STATED not in proposed and len(proposed) > 1:
            raise InvalidError(_CONFIRM, field="crs")
        if not chosen or chosen == STATED:
            return None, {}
        number, _, turned = chosen.partition(":")
        return int(number), {"axes": AXES[1]} if turned else {}

    def asked_settings(self) -> list[Setting]:
        """Return the settings of the source that the form has fields for."""
        return [setting for setting in self.source.settings if not setting.prefix]

    def column_fields(self) -> list[tuple[Column, Any]]:
        """Return the source's columns with their fields, those that are needed first."""
        ordered = sorted(self.source.columns, key=lambda column: not column.required)
        return [(column, self._fields[COLUMN + column.field]) for column in ordered]

    def absent_fields(self) -> list[tuple[Column, Any]]:
        """Return the columns with their fields that may be absent from the file, and seem to be."""
        fields = self.column_fields()
        return [pair for pair in fields if not (pair[0].required or pair[1].data or pair[1].errors)]

    def setting_fields(self) -> list[tuple[Setting, Any]]:
        """Return the source's settings with their fields."""
        return [(setting, self._fields[SETTING + setting.name]) for setting in self.asked_settings()]


class ApprovalForm(EditForm):
    """The approval of a checked file, as it was when it was `seen`."""

    seen = HiddenField()
    accept_rejected = TickField(lazy_gettext("Leave the rejected rows out"))


class CodesForm(EditForm):
    """What unknown values mean; `codes_form` adds one field for each."""

    def decided(self) -> dict[UUID, str]:
        """Return what was decided, by the id of the mapping."""
        return {mapping_id: code for mapping_id, code in self.all_answers().items() if code}

    def all_answers(self) -> dict[UUID, str]:
        """Return every answer by the id of its mapping, "" for none."""
        return {
            UUID(name.removeprefix(CODE)): str(field.data or "")
            for name, field in self._fields.items()
            if name.startswith(CODE)
        }

    def field_of(self, mapping: MappedCode) -> Any:
        """Return the field of a mapping."""
        return self._fields[f"{CODE}{mapping.id.hex}"]
