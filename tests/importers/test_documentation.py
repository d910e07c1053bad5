from pathlib import Path

from importers import documentation

PAGE = Path(__file__).parents[2] / "docs" / "importing.md"


def test_the_page_of_the_sources_is_what_they_declare():
    assert PAGE.read_text(encoding="utf-8") == documentation.page().rstrip() + "\n"
