import json
import re

import pytest

from geodata.errors import SetupError
from geodata.layers import LAYERS
from webmap import assets, vendor


def test_every_registered_file_is_served_for_good(client):
    for path in vendor.served_files():
        answer = client.get(f"/vendor/{path}", buffered=True)
        assert answer.status_code == 200, path
        assert "immutable" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    "path",
    [
        "leaflet-1.9.4/leaflet-src.js",
        "leaflet-1.9.4/../package.json",
        "leaflet-1.9.3/leaflet.js",
        "../package.json",
        "%2e%2e/package.json",
    ],
)
def test_nothing_else_is_served(client, path):
    assert client.get(f"/vendor/{path}", buffered=True).status_code in {404, 400}


def test_the_installed_versions_are_the_pinned_ones():
    for package, version in vendor.pinned_versions().items():
        installed = json.loads(
            (vendor.BROWSER / "node_modules" / package / "package.json").read_text("utf-8")
        )
        assert installed["version"] == version


def test_the_lock_file_names_no_registry():
    lock = (vendor.BROWSER / "package-lock.json").read_text("utf-8")
    assert "resolved" not in lock
    assert "sha512-" in lock


def test_missing_files_are_said_in_one_sentence(monkeypatch, tmp_path):
    monkeypatch.setattr(vendor, "served_files", lambda: {"leaflet-1.9.4/leaflet.js": tmp_path / "leaflet.js"})
    with pytest.raises(SetupError, match=r"missing \(1, such as leaflet-1.9.4/leaflet.js\): run 'npm ci'"):
        vendor.check_installed()


def test_every_file_that_the_fonts_and_styles_name_is_served():
    for path, file in vendor.served_files().items():
        if path.endswith(".css"):
            folder = path.partition("/")[0]
            named = re.findall(r"url\(['\"]?(\.?/?[\w./-]+)['\"]?\)", file.read_text("utf-8"))
            served = {f"{folder}/{name.removeprefix('./')}" for name in named}
            assert served <= vendor.served_files().keys()


def test_an_unregistered_file_has_no_address():
    with pytest.raises(KeyError):
        vendor.address("leaflet", "leaflet-src.js")


def test_our_own_files_are_kept_under_the_version_of_their_content(client):
    version = assets.content_version()
    kept = client.get(f"/static/{version}/tokens.css", buffered=True)
    assert (kept.status_code, "immutable" in kept.headers["Cache-Control"]) == (200, True)
    assert client.get("/static/000000000000/tokens.css").status_code == 404
    assert client.get(f"/static/{version}/../app.py").status_code == 404


def test_the_version_changes_with_content_and_name(tmp_path):
    (tmp_path / "a.css").write_text("one")
    first = assets.content_version(tmp_path)
    (tmp_path / "a.css").write_text("two")
    second = assets.content_version(tmp_path)
    (tmp_path / "a.css").rename(tmp_path / "b.css")
    assert len({first, second, assets.content_version(tmp_path)}) == 3


def test_only_the_tokens_name_colours():
    colours = re.compile(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(")
    named = {
        file.name: colours.findall(file.read_text("utf-8"))
        for file in assets.FOLDER.glob("*.css")
        if file.name != "tokens.css"
    }
    assert {name: found for name, found in named.items() if found} == {}


def test_every_colour_of_a_legend_is_a_token():
    tokens = (assets.FOLDER / "tokens.css").read_text("utf-8")
    named = {line.colour for layer in LAYERS for line in layer.legend}
    assert [name for name in sorted(named) if f"--{name}:" not in tokens] == []


def test_modules_stay_short():
    long = {
        file.name: lines
        for file in assets.FOLDER.rglob("*.js")
        if (lines := file.read_text("utf-8").count("\n")) > 160
    }
    assert long == {}
