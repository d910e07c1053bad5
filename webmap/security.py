"""What every answer forbids the browser, and which unsafe requests are refused before they are read."""

from urllib.parse import urlsplit

from flask import Flask, Response, abort, g, request

from geodata.city import BaseMap, CityProfile

_UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}


def register(app: Flask, profile: CityProfile) -> None:
    """Guard the application; call before the guards that read a request's body."""
    tiles_from = _origin(profile.base_map)

    @app.before_request
    def refuse_foreign_senders() -> None:
        if request.method in _UNSAFE and not _sent_from_here():
            abort(403)

    @app.after_request
    def forbid(response: Response) -> Response:
        headers = response.headers
        headers.setdefault("Content-Security-Policy", _policy(getattr(g, "nonce", ""), tiles_from))
        headers.setdefault("X-Content-Type-Options", "nosniff")
        headers.setdefault("Referrer-Policy", "same-origin")
        headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=(self)")
        headers.setdefault("X-Request-Id", getattr(g, "request_id", ""))
        headers.setdefault("Cache-Control", "no-store")
        if request.is_secure:
            headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        return response

    app.jinja_env.globals["nonce"] = lambda: g.nonce


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


def _sent_from_here() -> bool:
    """Return whether a page of ours sent this, as the browser says; a program that says nothing may."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host
