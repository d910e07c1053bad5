"""The compiled catalogues of the pages: made where the tests find them missing or old."""

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "webmap" / "translations"


def compile_stale() -> None:
    """Compile each catalogue whose compiled form is missing or older; safe among several processes."""
    for source in FOLDER.glob("*/LC_MESSAGES/messages.po"):
        compiled = source.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
            continue
        unfinished = compiled.with_suffix(f".{os.getpid()}")
        with source.open("rb") as file, unfinished.open("wb") as made:
            write_mo(made, read_po(file, locale=source.parts[-3]))
        unfinished.replace(compiled)
