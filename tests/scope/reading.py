"""Reading answers back, whatever their form: what they tell of rows and count of recorded crime."""

import gzip
import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

import mapbox_vector_tile
from werkzeug.test import TestResponse

_TILE = "application/vnd.mapbox-vector-tile"
_COUNTED = {"events", "events_before", "before", "after", "count", "counts"}


def told(answer: TestResponse) -> str:
    """Return all that an answer tells as one text: its headers, and its body without its packing."""
    headers = "\n".join(f"{name}: {value}" for name, value in answer.headers if name != "Set-Cookie")
    return f"{headers}\n{_body(answer)}"


def layers(answer: TestResponse) -> dict[str, Any]:
    """Return the layers of a tile, none for an answer of another kind."""
    if answer.mimetype != _TILE or not answer.data:
        return {}
    packed = answer.headers.get("Content-Encoding") == "gzip"
    return mapbox_vector_tile.decode(
        gzip.decompress(answer.data) if packed else answer.data, default_options={"y_coord_down": True}
    )


def counts(answer: TestResponse) -> Iterator[int]:
    """Yield the numbers of recorded events in an answer of JSON values."""
    if answer.mimetype == "application/json" and answer.data:
        yield from _counts(answer.json, counted=False)


def _counts(value: object, *, counted: bool) -> Iterator[int]:
    if isinstance(value, dict):
        for name, part in value.items():
            yield from _counts(part, counted=name in _COUNTED)
    elif isinstance(value, list):
        for part in value:
            yield from _counts(part, counted=counted)
    elif counted and isinstance(value, int) and not isinstance(value, bool):
        yield value


def _body(answer: TestResponse) -> str:
    if answer.mimetype == _TILE:
        return json.dumps(layers(answer))
    if answer.data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
            return "\n".join(archive.read(name).decode(errors="replace") for name in archive.namelist())
    encoding = "utf-16" if answer.data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    return answer.data.decode(encoding, errors="replace")
