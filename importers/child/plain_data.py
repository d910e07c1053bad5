"""Values written as JSON and read back: plain data, and frozen dataclasses of this program.

Unlike a pickle, what is read can be nothing but data, whoever wrote it.
"""

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any
from uuid import UUID

import shapely
from shapely.geometry.base import BaseGeometry

_PACKAGES = ("geodata.", "importers.")
_TAG, _CONTENT = "is", "of"


class NotPlainError(TypeError):
    """A value is neither plain data nor a frozen dataclass of this program."""


_WRITERS: dict[type, Callable[[Any], object]] = {
    tuple: lambda value: [_written(part) for part in value],
    set: lambda value: [_written(part) for part in value],
    frozenset: lambda value: [_written(part) for part in value],
    dict: lambda value: [[_written(key), _written(part)] for key, part in value.items()],
    MappingProxyType: lambda value: [[_written(key), _written(part)] for key, part in value.items()],
    bytes: bytes.hex,
    datetime: datetime.isoformat,
    date: date.isoformat,
    time: time.isoformat,
    timedelta: timedelta.total_seconds,
    Decimal: str,
    UUID: str,
}
_READERS: dict[str, Callable[[Any], object]] = {
    "tuple": lambda content: tuple(_read(part) for part in content),
    "set": lambda content: {_read(part) for part in content},
    "frozenset": lambda content: frozenset(_read(part) for part in content),
    "dict": lambda content: {_read(key): _read(part) for key, part in content},
    "mappingproxy": lambda content: MappingProxyType({_read(key): _read(part) for key, part in content}),
    "bytes": bytes.fromhex,
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "timedelta": lambda content: timedelta(seconds=content),
    "Decimal": Decimal,
    "UUID": UUID,
    "Path": Path,
    "geometry": shapely.from_wkb,
}


def write(value: object) -> bytes:
    """Return a value as JSON; raises NotPlainError for what is no plain data."""
    return json.dumps(_written(value)).encode()


def read(content: bytes | bytearray) -> Any:
    """Return the value that `write` wrote; raises ValueError (or TypeError, KeyError) for anything else."""
    return _read(json.loads(content))


def _written(value: Any) -> object:
    if value is None or isinstance(value, bool | str) or type(value) in {int, float}:
        return value
    if isinstance(value, list):
        return [_written(part) for part in value]
    writer = _WRITERS.get(type(value))
    if writer is not None:
        return {_TAG: type(value).__name__, _CONTENT: writer(value)}
    if isinstance(value, Path):
        return {_TAG: "Path", _CONTENT: str(value)}
    if isinstance(value, BaseGeometry):
        return {_TAG: "geometry", _CONTENT: shapely.to_wkb(value, hex=True, include_srid=True)}
    kind = type(value)
    if _is_ours(kind):
        told = {field.name: _written(getattr(value, field.name)) for field in fields(kind) if field.init}
        return {_TAG: f"{kind.__module__}:{kind.__qualname__}", _CONTENT: told}
    raise NotPlainError(f"{kind.__module__}.{kind.__qualname__} is no plain data")


def _read(content: Any) -> Any:
    if isinstance(content, list):
        return [_read(part) for part in content]
    if not isinstance(content, dict):
        return content
    tag, inner = content[_TAG], content[_CONTENT]
    if tag in _READERS:
        return _READERS[tag](inner)
    module, _, name = tag.partition(":")
    kind = getattr(sys.modules.get(module), name, None)
    if not _is_ours(kind) or not isinstance(inner, Mapping):
        raise ValueError("no dataclass of this program")
    return kind(**{field: _read(part) for field, part in inner.items()})  # type: ignore[misc]


def _is_ours(kind: object) -> bool:
    """Return whether this is one of the program's own frozen dataclasses."""
    return (
        isinstance(kind, type)
        and kind.__module__.startswith(_PACKAGES)
        and is_dataclass(kind)
        and kind.__dataclass_params__.frozen  # type: ignore[attr-defined]
    )
