"""What a measure type is made of: its parameters, and the JSON schema that follows from them."""

from dataclasses import dataclass
from typing import Any

from geodata.codes import Code
from geodata.text import Text

PARAMETER_KINDS = ("number", "integer", "text", "boolean", "choice", "date")
LONGEST_TEXT = 500

# At least one visible character; no control characters, no half surrogate pairs: JSON columns refuse them.
_STORABLE_TEXT = r"^(?=[\s\S]*\S)[^\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]+$"
_ISO_DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One fact to be known of a measure.

    `kind` is one of PARAMETER_KINDS; a date is written YYYY-MM-DD, a choice is a code of `choices`.
    `minimum` and `maximum` are themselves allowed and are given in `unit`, as the value is.
    """

    code: str
    name: Text
    kind: str
    unit: Text | None = None
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[Code, ...] = ()
    required: bool = False
    help: Text | None = None

    def schema(self) -> dict[str, Any]:
        """Return the JSON schema of one value."""
        match self.kind:
            case "number" | "integer":
                bounds = {"minimum": self.minimum, "maximum": self.maximum}
                return {"type": self.kind} | {key: end for key, end in bounds.items() if end is not None}
            case "choice":
                return {"type": "string", "enum": [choice.code for choice in self.choices]}
            case "date":
                return {"type": "string", "pattern": _ISO_DAY, "format": "date"}
            case "text":
                return {"type": "string", "pattern": _STORABLE_TEXT, "maxLength": LONGEST_TEXT}
            case _:
                return {"type": self.kind}


@dataclass(frozen=True, slots=True)
class DateSpan:
    """Two date parameters, `end` after `start` and at most `months` calendar months later."""

    start: str
    end: str
    months: int


@dataclass(frozen=True, slots=True)
class MeasureType(Code):
    """One type of measure, with `code` as in the city's own lists (BEL_NY, VEG, FART_PLATA …).

    `family` is a code of MEASURE_FAMILIES, `default_techniques` are codes of TECHNIQUES.
    `has_geometry`: whether a measure of the type must have a place or an area on the map.
    """

    family: str
    parameters: tuple[Parameter, ...]
    default_techniques: tuple[str, ...] = ()
    has_geometry: bool = True
    spans: tuple[DateSpan, ...] = ()

    def parameter(self, code: str) -> Parameter | None:
        """Return the parameter with this code; None where the type has none such."""
        return next((parameter for parameter in self.parameters if parameter.code == code), None)

    def schema(self) -> dict[str, Any]:
        """Return the JSON schema (2020-12) of the type's parameters; unknown keys are refused."""
        return {
            "type": "object",
            "properties": {parameter.code: parameter.schema() for parameter in self.parameters},
            "required": [parameter.code for parameter in self.parameters if parameter.required],
            "additionalProperties": False,
        }
