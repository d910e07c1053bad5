"""What the browser loads from other makers: an explicit list, served by us, never by a foreign host.

The versions are pinned in `webmap/browser/package.json`; `npm ci` in that folder brings the files. They are
served at `/vendor/<package>-<version>/<file>`, so that a browser may keep them for good.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask import Flask, Response, abort, send_file

from geodata.errors import SetupError
from geodata.text import Text
from webmap.access import allow_without_database

BROWSER = Path(__file__).parent / "browser"
_SUBSETS = ("latin", "latin-ext", "cyrillic", "cyrillic-ext", "greek", "greek-ext", "vietnamese")


@dataclass(frozen=True, slots=True)
class Package:
    """A package from npm: its short name in our addresses, and which of its files are served.

    `files` says served name → path inside the package.
    """

    name: str
    npm_name: str
    files: dict[str, str]


PACKAGES = (
    Package(
        "leaflet",
        "leaflet",
        {"leaflet.js": "dist/leaflet.js", "leaflet.css": "dist/leaflet.css"}
        | {
            f"images/{name}": f"dist/images/{name}"
            for name in ("layers.png", "layers-2x.png", "marker-icon.png", "marker-icon-2x.png")
        }
        | {"images/marker-shadow.png": "dist/images/marker-shadow.png"},
    ),
    Package(
        "maplibre-gl",
        "maplibre-gl",
        {
            "maplibre-gl-csp.js": "dist/maplibre-gl-csp.js",
            "maplibre-gl-csp-worker.js": "dist/maplibre-gl-csp-worker.js",
            "maplibre-gl.css": "dist/maplibre-gl.css",
        },
    ),
    Package(
        "maplibre-gl-leaflet",
        "@maplibre/maplibre-gl-leaflet",
        {"leaflet-maplibre-gl.js": "leaflet-maplibre-gl.js"},
    ),
    Package(
        "leaflet-geoman",
        "@geoman-io/leaflet-geoman-free",
        {
            "leaflet-geoman.js": "dist/leaflet-geoman.min.js",
            "leaflet-geoman.css": "dist/leaflet-geoman.css",
        },
    ),
    Package("htmx", "htmx.org", {"htmx.js": "dist/htmx.min.js"}),
    Package(
        "inter",
        "@fontsource-variable/inter",
        {"inter.css": "wght.css"}
        | {
            f"files/inter-{subset}-wght-normal.woff2": f"files/inter-{subset}-wght-normal.woff2"
            for subset in _SUBSETS
        },
    ),
)


@cache
def pinned_versions() -> dict[str, str]:
    """Return npm's name of each package → its pinned version."""
    content = json.loads((BROWSER / "package.json").read_text(encoding="utf-8"))
    return dict(content["dependencies"])


@cache
def served_files() -> dict[str, Path]:
    """Return every address below /vendor/ → the file behind it."""
    versions = pinned_versions()
    modules = BROWSER / "node_modules"
    return {
        f"{package.name}-{versions[package.npm_name]}/{name}": modules / package.npm_name / path
        for package in PACKAGES
        for name, path in package.files.items()
    }


def address(package: str, name: str) -> str:
    """Return the address of a served file; raises KeyError when the registry has none such."""
    npm_name = next((known.npm_name for known in PACKAGES if known.name == package), package)
    path = f"{package}-{pinned_versions()[npm_name]}/{name}"
    if path not in served_files():
        raise KeyError(f"{package}/{name}")
    return f"/vendor/{path}"


def check_installed() -> None:
    """Raise SetupError when a file of the registry is missing."""
    missing = [path for path, file in served_files().items() if not file.is_file()]
    if missing:
        raise SetupError(
            Text(
                sv="Webbläsarens filer saknas ({count} st, till exempel {first}): kör 'npm ci' i {folder}.",
                en="The browser's files are missing ({count}, such as {first}): run 'npm ci' in {folder}.",
            ).format(count=len(missing), first=missing[0], folder=BROWSER)
        )


def register(app: Flask) -> None:
    """Serve the registry below /vendor/; raises SetupError when a file is missing."""
    check_installed()
    app.jinja_env.globals["vendor"] = address

    @app.get("/vendor/<path:name>")
    @allow_without_database
    def vendor(name: str) -> Response:
        file = served_files().get(name)
        if file is None:
            abort(404)
        response = send_file(file, conditional=True)
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response
