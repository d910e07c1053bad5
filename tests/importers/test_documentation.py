"""The pages about sources are what the sources declare; their examples come in by `test_undo`."""

from pathlib import Path

import pytest

from importers import documentation
from importers.source_examples import EXAMPLES
from importers.sources import SOURCES

DOCS = Path(__file__).parents[2] / "docs"
PAGES = documentation.pages()  # made from every source and its example: a second's work


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_what_the_sources_declare(name):
    assert (DOCS / name).read_text(encoding="utf-8") == PAGES[name]


def test_every_source_has_a_page_and_an_example_and_nothing_else_has():
    codes = {source.code for source in SOURCES}
    assert {path.stem for path in (DOCS / "sources").glob("*.md")} == codes
    assert set(EXAMPLES) == codes


def test_a_page_tells_what_is_refused_and_what_undo_does():
    page = PAGES["sources/areas.md"]
    assert "- The geometry is not a surface." in page
    assert "What the batch ended goes on as before." in page
    assert "(official, digitised, schematic)" in page
