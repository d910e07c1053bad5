"""Checking the parameters of a measure against its type."""

import math
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

from geodata.errors import InvalidError
from geodata.measure_types.measure_type import LONGEST_TEXT, DateSpan, MeasureType, Parameter
from geodata.text import Text

_TYPE_REFUSALS = {
    "number": Text(sv="{name}: ange ett tal.", en="{name}: give a number."),
    "integer": Text(sv="{name}: ange ett heltal.", en="{name}: give a whole number."),
    "text": Text(sv="{name}: ange en text.", en="{name}: give a text."),
    "boolean": Text(sv="{name}: ange ja eller nej.", en="{name}: give yes or no."),
    "choice": Text(sv="{name}: välj bland {choices}.", en="{name}: choose among {choices}."),
    "date": Text(sv="{name}: ange ett datum som ÅÅÅÅ-MM-DD.", en="{name}: give a date as YYYY-MM-DD."),
}
_LIMIT_REFUSALS = {
    "minimum": Text(
        sv="{name}: värdet får vara lägst {limit}.", en="{name}: the value must be at least {limit}."
    ),
    "maximum": Text(
        sv="{name}: värdet får vara högst {limit}.", en="{name}: the value must be at most {limit}."
    ),
    "maxLength": Text(
        sv="{name}: texten får ha högst {limit} tecken.",
        en="{name}: the text may have {limit} characters at most.",
    ),
}
_MISSING = Text(sv="{name}: uppgiften saknas.", en="{name}: the value is missing.")
_UNKNOWN = Text(
    sv="Åtgärdstypen {type} har ingen sådan uppgift.", en="The measure type {type} has no such parameter."
)
_TURNED = Text(sv="{end}: ska vara efter {start}.", en="{end}: must be after {start}.")
_TOO_LONG = Text(
    sv="{end}: får vara högst {months} månader efter {start}.",
    en="{end}: may be {months} months at most after {start}.",
)


def check_parameters(measure_type: MeasureType, parameters: Mapping[str, object]) -> dict[str, object]:
    """Return the parameters as a plain dictionary, in the type's order and with whole numbers as `int`.

    Values are those of JSON: text is not read as a number, dates are texts YYYY-MM-DD.
    Raises InvalidError for the first thing wrong, with `field` as the parameter's code: an unknown key, then
    missing and wrong values in the type's order, then dates that do not fit each other.
    """
    given = dict(parameters)
    refusals = _refusals(measure_type, given)
    for code in (*(key for key in given if measure_type.parameter(key) is None), *_codes(measure_type)):
        if code in refusals:
            raise InvalidError(refusals[code], field=code)
    for span in measure_type.spans:
        _check_span(measure_type, span, given)
    return {
        parameter.code: _plain(parameter, given[parameter.code])
        for parameter in measure_type.parameters
        if parameter.code in given
    }


@cache
def _validator(measure_type: MeasureType) -> Draft202012Validator:
    return Draft202012Validator(measure_type.schema(), format_checker=FormatChecker(["date"]))


def _codes(measure_type: MeasureType) -> tuple[str, ...]:
    return tuple(parameter.code for parameter in measure_type.parameters)


def _refusals(measure_type: MeasureType, given: Mapping[str, object]) -> dict[str, Text]:
    """Return one sentence per wrong field; the first that is found for each."""
    refusals: dict[str, Text] = {}
    for error in _validator(measure_type).iter_errors(given):
        if error.validator == "additionalProperties":
            for key in given.keys() - set(_codes(measure_type)):
                refusals[key] = _UNKNOWN.format(type=measure_type.name)
        elif error.validator == "required":
            for parameter in measure_type.parameters:
                if parameter.required and parameter.code not in given:
                    refusals[parameter.code] = _MISSING.format(name=parameter.name)
        else:
            parameter = _existing(measure_type, str(error.path[0]))
            refusals.setdefault(parameter.code, _wrong_value(parameter, str(error.validator)))
    # JSON has no infinity and no NaN, and NaN slips past every limit of a schema.
    for parameter in measure_type.parameters:
        value = given.get(parameter.code)
        if isinstance(value, float) and not math.isfinite(value):
            refusals[parameter.code] = _wrong_value(parameter, "type")
    return refusals


def _wrong_value(parameter: Parameter, rule: str) -> Text:
    """Return the sentence for a value that breaks a `rule` of the JSON schema."""
    limits = {"minimum": parameter.minimum, "maximum": parameter.maximum, "maxLength": LONGEST_TEXT}
    limit = limits.get(rule)
    if limit is not None:
        return _LIMIT_REFUSALS[rule].format(name=parameter.name, limit=_with_unit(limit, parameter.unit))
    choices = Text(
        sv=", ".join(choice.name.sv for choice in parameter.choices),
        en=", ".join(choice.name.en for choice in parameter.choices),
    )
    return _TYPE_REFUSALS[parameter.kind].format(name=parameter.name, choices=choices)


def _with_unit(limit: float, unit: Text | None) -> Text:
    number = f"{limit:.12g}"
    written = Text(sv=number.replace(".", ","), en=number)
    return written if unit is None else Text(sv=f"{written.sv} {unit.sv}", en=f"{written.en} {unit.en}")


def _check_span(measure_type: MeasureType, span: DateSpan, given: Mapping[str, Any]) -> None:
    if span.start not in given or span.end not in given:
        return
    start, end = date.fromisoformat(given[span.start]), date.fromisoformat(given[span.end])
    names = {
        "start": _existing(measure_type, span.start).name,
        "end": _existing(measure_type, span.end).name,
    }
    if end <= start:
        raise InvalidError(_TURNED.format(**names), field=span.end)
    months = 12 * (end.year - start.year) + end.month - start.month
    if (months, end.day) > (span.months, start.day):
        raise InvalidError(_TOO_LONG.format(months=span.months, **names), field=span.end)


def _existing(measure_type: MeasureType, code: str) -> Parameter:
    parameter = measure_type.parameter(code)
    if parameter is None:
        raise LookupError(f"{measure_type.code} has no parameter {code}")
    return parameter


def _plain(parameter: Parameter, value: Any) -> object:
    return int(value) if parameter.kind == "integer" else value
