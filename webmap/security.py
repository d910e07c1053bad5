"""What every answer forbids the browser, and which unsafe requests are refused before they are read."""

import secrets
from urllib.parse import urlsplit

from flask import Flask, Response, abort, g, request

from geodata.city import BaseMap, CityProfile
from webmap.settings import Settings

_UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}

# On every answer, also on those that are made without the application.
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(self)",
    "Cache-Control": "no-store",
}
BARE = ALWAYS | {"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'"}
"""The headers of an answer that is a plain sentence: it needs no file and no script."""

# What a page depends on besides its address. Nothing keeps it, but for the browser's own back and forward.
_DEPENDS_ON = ("Accept", "Accept-Language", "Cookie", "HX-Request")


def register(app: Flask, profile: CityProfile, settings: Settings) -> None:
    """Guard the application; call before the guards that read a request's body."""
    tiles_from = _origin(profile.base_map)

    @app.before_request
    def refuse_foreign_senders() -> None:
        if request.method in _UNSAFE and not _sent_from_here(secure=settings.secure):
            abort(403)

    @app.after_request
    def forbid(response: Response) -> Response:
        headers = response.headers
        headers.setdefault("Content-Security-Policy", _policy(nonce(), tiles_from))
        headers.setdefault("X-Request-Id", g.get("request_id", ""))
        if "Cache-Control" not in headers:
            response.vary.update(_DEPENDS_ON)
        for name, value in ALWAYS.items():
            headers.setdefault(name, value)
        if settings.secure:
            headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        return response

    app.jinja_env.globals["nonce"] = nonce


def nonce() -> str:
    """Return what marks this answer's own scripts and styles; another for every answer."""
    if "nonce" not in g:
        g.nonce = secrets.token_urlsafe(18)
    return str(g.nonce)


def _policy(nonce: str, tiles_from: str) -> str:
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' 'nonce-{nonce}'",
            f"style-src 'self' 'nonce-{nonce}'",
            f"img-src 'self' data: blob:{tiles_from}",
            "worker-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


def _origin(base_map: BaseMap) -> str:
    """Return the source that the city's own background map comes from, "" where we serve it or have none."""
    parts = urlsplit(base_map.url)
    return f" {parts.scheme}://{parts.netloc}" if parts.netloc else ""


def _sent_from_here(*, secure: bool) -> bool:
    """Return whether a page of ours sent this, as the browser says; a program that says nothing may."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    if origin is None:
        return True
    sender = urlsplit(origin)
    return sender.netloc == request.host and (sender.scheme == "https" or not secure)
