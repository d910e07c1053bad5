"""Results as plain JSON values: the one shape of the API's and the command line's answers."""

import dataclasses
import enum
import math
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

import numpy as np

from geodata.text import Text


def plain(value: object, language: str) -> object:
    """Return `value` as what JSON can hold: dataclasses as objects, words in `language`, days as ISO text.

    A number that is not finite becomes null. Raises TypeError for a kind of value not known here.
    """
    if isinstance(value, Text):
        return value.in_language(language)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = dataclasses.fields(value)
        return {field.name: plain(getattr(value, field.name), language) for field in fields}
    if isinstance(value, Mapping):
        return {str(key): plain(entry, language) for key, entry in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(entry, language) for entry in value]
    return _single(value)


def _single(value: object) -> object:
    if isinstance(value, enum.Enum):
        return getattr(value, "code", value.value)
    if isinstance(value, np.ndarray | np.generic):
        return plain(value.tolist(), "sv")
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, UUID | Path):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no JSON form here")
