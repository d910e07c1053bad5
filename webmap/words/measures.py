"""The parameters of a measure in words."""

from collections.abc import Mapping

from flask_babel import gettext

from geodata.measure_types import MEASURE_TYPES, Parameter
from webmap.forms.form import capital
from webmap.language import number, words


def told_parameters(type_code: str, parameters: Mapping[str, object]) -> list[tuple[str, str]]:
    """Return (name, value) pairs in the type's order; the bare codes where the type is not known."""
    kind = MEASURE_TYPES.get(type_code)
    if kind is None:
        return [(code, str(value)) for code, value in parameters.items()]
    return [
        (capital(words(parameter.name)), _told(parameter, parameters[parameter.code]))
        for parameter in kind.parameters
        if parameter.code in parameters
    ]


def _told(parameter: Parameter, value: object) -> str:
    if isinstance(value, bool):
        return str(gettext("yes") if value else gettext("no"))
    if parameter.kind == "choice":
        return next((words(choice.name) for choice in parameter.choices if choice.code == value), str(value))
    if isinstance(value, int | float):
        decimals = len(f"{value:.12g}".partition(".")[2])
        unit = f" {words(parameter.unit)}" if parameter.unit else ""
        return number(value, decimals) + unit
    return str(value)
