"""The forms of a measure: the fields of its type, its days, and its next status."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext
from wtforms import Field, IntegerField, StringField, TextAreaField

from geodata.codes import MEASURE_FAMILIES, MEASURE_STATUSES
from geodata.edits.measure_dates import MeasureDates
from geodata.edits.measures import MeasureFacts
from geodata.measure_types import MEASURE_TYPES, MeasureType, Parameter
from webmap.forms.fields import (
    ChoiceField,
    DayField,
    NumberField,
    RadioChoiceField,
    TickField,
    WholeNumberField,
    optional,
    required,
)
from webmap.forms.form import Choices, EditForm, capital, choices_of
from webmap.language import words

_PREFIX = "parameter_"

# The measure itself says whether it is temporary; types that ask for it get the same answer.
_TEMPORARY = "temporary"


class MeasureForm(EditForm):
    """What is stated of a measure of any type; `measure_form` adds the fields of one type."""

    measure_type: MeasureType

    name = StringField(lazy_gettext("Name"), [required])
    planned_start = DayField(lazy_gettext("Planned start"), [optional])
    started_on = DayField(lazy_gettext("In operation from"), [optional])
    ended_on = DayField(lazy_gettext("Ends on"), [optional])
    temporary = TickField(lazy_gettext("Temporary measure"))
    responsible_organisation_id = ChoiceField(lazy_gettext("Responsible"), [optional])
    cost_sek = WholeNumberField(lazy_gettext("Cost"), [optional])
    note = TextAreaField(lazy_gettext("Note"))

    def __init__(self, organisations: Choices, **values: Any) -> None:
        super().__init__(**values)
        self.responsible_organisation_id.choices = organisations
        self.elsewhere = {
            "place_ids": "name",
            **{parameter.code: _PREFIX + parameter.code for parameter in self.measure_type.parameters},
            _TEMPORARY: _TEMPORARY,
        }

    def facts(self) -> MeasureFacts:
        """Return what the form states."""
        chosen = self.responsible_organisation_id.data
        return MeasureFacts(
            type=self.measure_type.code,
            name=self.name.data or "",
            dates=MeasureDates(
                self.planned_start.data, self.started_on.data, self.ended_on.data, bool(self.temporary.data)
            ),
            parameters=self._parameters(),
            responsible_organisation_id=UUID(chosen) if chosen else None,
            cost_sek=self.cost_sek.data,
            note=self.note.data or "",
        )

    def parameter_fields(self, *, needed: bool) -> list[tuple[Parameter, Field]]:
        """Return the type's parameters with their fields: those that are needed, or the others."""
        return [
            (parameter, self._fields[_PREFIX + parameter.code])
            for parameter in _asked(self.measure_type)
            if parameter.required is needed
        ]

    def _parameters(self) -> dict[str, object]:
        found: dict[str, object] = {}
        for parameter in _asked(self.measure_type):
            value = self._fields[_PREFIX + parameter.code].data
            if value is not None and value is not False and value != "":  # nought is a value
                found[parameter.code] = value.isoformat() if parameter.kind == "date" else value
        if self.measure_type.parameter(_TEMPORARY) is not None and self.temporary.data:
            found[_TEMPORARY] = True
        return found


class MeasureStatusForm(EditForm):
    """The next status of a measure, from which day, with a note."""

    version = IntegerField()
    status = RadioChoiceField(lazy_gettext("New status"), [required])
    on = DayField(lazy_gettext("From the day"), [required])
    note = TextAreaField(lazy_gettext("Note"))

    def __init__(self, present: str, **values: Any) -> None:
        super().__init__(**values)
        following = MEASURE_STATUSES[present].followed_by
        self.status.choices = choices_of(MEASURE_STATUSES[code] for code in following)


def measure_form(measure_type: MeasureType, *, change: bool = False) -> type[MeasureForm]:
    """Return the form for measures of a type; with `change`, for one that exists and has a version."""
    members: dict[str, object] = {"measure_type": measure_type}
    members |= {_PREFIX + parameter.code: _field(parameter) for parameter in _asked(measure_type)}
    if change:
        members |= {
            "version": IntegerField(),
            "change_note": StringField(lazy_gettext("Why is this changed?")),
        }
    return type(f"{measure_type.code}Form", (MeasureForm,), members)


def parameter_values(parameters: Mapping[str, object]) -> dict[str, object]:
    """Return stored parameters as the values of the form's fields."""
    return {_PREFIX + code: value for code, value in parameters.items()}


def types_by_family() -> list[tuple[str, Choices]]:
    """Return (family's name, its types) pairs, in the families' order."""
    return [
        (
            capital(words(family.name)),
            choices_of(kind for kind in MEASURE_TYPES if kind.family == family.code),
        )
        for family in MEASURE_FAMILIES
    ]


def _asked(measure_type: MeasureType) -> Iterable[Parameter]:
    return (parameter for parameter in measure_type.parameters if parameter.code != _TEMPORARY)


def _field(parameter: Parameter) -> Field:
    name = capital(words(parameter.name))
    rules = [required if parameter.required else optional]
    match parameter.kind:
        case "number":
            return NumberField(name, rules)
        case "integer":
            return WholeNumberField(name, rules)
        case "date":
            return DayField(name, rules)
        case "boolean":
            return TickField(name)
        case "choice":
            return ChoiceField(name, rules, choices=choices_of(parameter.choices))
        case _:
            return StringField(name, rules)
