"""Measure types: what can be done at a place, and what must be known of it, as data (DOMAIN §6.3).

One module per family; a new type is one entry there, a new family one module and one line here.
"""

from collections.abc import Mapping

from geodata.codes import CodeList
from geodata.measure_types import light, meeting, order, presence, sight, social, traffic
from geodata.measure_types.measure_type import DateSpan, MeasureType, Parameter
from geodata.measure_types.validation import check_parameters
from geodata.text import Text

MEASURE_TYPES = CodeList(
    name=Text("åtgärdstyper", "measure types"),
    field="type",
    values=(
        *light.TYPES,
        *sight.TYPES,
        *traffic.TYPES,
        *order.TYPES,
        *presence.TYPES,
        *meeting.TYPES,
        *social.TYPES,
    ),
)


def measure_type(code: str) -> MeasureType:
    """Return the type with this code; raises InvalidError (field "type") where there is none such."""
    return MEASURE_TYPES[code]


def validate(code: str, parameters: Mapping[str, object]) -> dict[str, object]:
    """Return the parameters of a measure of the type `code`, checked, ready to be stored as JSON.

    Values are those of JSON: numbers written as text are refused, not converted; dates are YYYY-MM-DD.
    Raises InvalidError naming the field: the type itself, an unknown key, a missing or a wrong value.
    """
    return check_parameters(measure_type(code), parameters)


__all__ = ["MEASURE_TYPES", "DateSpan", "MeasureType", "Parameter", "measure_type", "validate"]
