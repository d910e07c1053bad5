"""What a request may hold before any view reads it: text that can be stored, JSON that stays shallow.

PostgreSQL stores no NUL and no half of a surrogate pair, so nobody who means well sends one.
"""

from collections.abc import Iterable, Iterator
from typing import Any, NoReturn

from flask import Flask, abort, request
from flask.json.provider import DefaultJSONProvider

DEEPEST = 20


def guard_addresses(app: Flask) -> None:
    """Answer 400 to an address that is no text; call before the guards that read its parts."""

    @app.before_request
    def refuse_unreadable_addresses() -> None:
        try:
            request.query_string.decode()
        except UnicodeDecodeError:
            abort(400)
        named = (text for pair in request.args.items(multi=True) for text in pair)
        if not all(map(is_text, (request.path, *named))):
            abort(400)


def guard_bodies(app: Flask) -> None:
    """Answer 400 to a form that is no text and to JSON out of bounds; call after the limits are set."""
    app.json = StrictJson(app)

    @app.before_request
    def refuse_unreadable_bodies() -> None:
        files = (text for name, file in request.files.items(multi=True) for text in (name, file.filename))
        fields = (text for pair in request.form.items(multi=True) for text in pair)
        if not all(is_text(text or "") for text in (*fields, *files)):
            abort(400)


def here() -> str:
    """Return the address of the page that is answered, to come back to it; the map where it is no page."""
    if request.method != "GET":
        return "/"
    query = request.query_string.decode(errors="ignore")
    return f"{request.path}?{query}" if query else request.path


def is_text(given: str) -> bool:
    """Return whether the text can be stored: no NUL, no half of a surrogate pair."""
    return "\0" not in given and not any("\ud800" <= sign <= "\udfff" for sign in given)


class StrictJson(DefaultJSONProvider):
    """JSON as in RFC 8259: finite numbers, text that can be stored, at most DEEPEST levels."""

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        """Return the value; raises ValueError, which Flask answers by 400."""
        try:
            value = super().loads(s, parse_constant=_refuse_constant, **kwargs)
        except RecursionError as error:
            raise ValueError("nested too deep") from error
        _check([value], 0)
        return value


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON")


def _check(values: Iterable[Any], depth: int) -> None:
    if depth > DEEPEST:
        raise ValueError("nested too deep")
    for value in values:
        if isinstance(value, str) and not is_text(value):
            raise ValueError("a text that cannot be stored")
        if isinstance(value, float) and value in {float("inf"), float("-inf")}:
            raise ValueError("a number beyond all bounds")
        if isinstance(value, dict | list):
            _check(_parts(value), depth + 1)


def _parts(value: dict[str, Any] | list[Any]) -> Iterator[Any]:
    if isinstance(value, dict):
        yield from value
        yield from value.values()
    else:
        yield from value
