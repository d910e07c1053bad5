"""The page that describes every source, made from what the sources declare."""

from importers.file_settings import FILE_SETTINGS
from importers.source import Column, Setting, Source
from importers.sources import SOURCES

_HEAD = """# Bringing files in

`tryggkarta import check SOURCE FILE…` tries a file, `tryggkarta import run SOURCE FILE… --commit` brings it
in. Nothing is stored without `--commit`, nor while a row is refused, unless `--accept-rejected` says that the
good rows shall come in without the others. The same file with the same settings changes nothing the second
time; `tryggkarta import undo BATCH` takes a batch out again and restores what it replaced.

- Columns are found by the names below; capitals, spaces and punctuation do not matter.
  `--map field=COLUMN` points to another one.
- `--set name=value` says something once for the whole file.
- Positions are columns (`x` and `y`, or `lon` and `lat`) or the shapes of a map file. Their coordinate system
  comes from the file or from `--crs EPSG:n`, and is checked against the city's box; nothing is guessed in
  silence.
- CSV may be separated by comma, semicolon or tab, with decimal comma or point, in UTF-8 or Windows-1252.
- Names of files and columns and all free texts are screened for personal data: identity numbers, telephone
  numbers, e-mail addresses, registration plates. What was reviewed and is none comes in by
  `--set screened=reviewed`, which the batch remembers.
- `valid_to` and `last_day` are the last day that counts, a measure's `ended_on` the first that does not.

This page is made from the sources themselves: `python -m importers.documentation > docs/importing.md`.
"""


def page() -> str:
    """Return the page in Markdown: one section per source, in the registry's order."""
    of_any_file = ["| said of any file | meaning |", "|---|---|", *map(_setting, FILE_SETTINGS), ""]
    return "\n".join([_HEAD, *of_any_file, *(_section(source) for source in SOURCES)])


def _section(source: Source) -> str:
    lines = [f"## {source.code}: {source.name.en}", "", f"Formats: {', '.join(source.formats)}.", ""]
    lines += ["| column | meaning | also called |", "|---|---|---|", *map(_column, source.columns), ""]
    lines += ["| setting | meaning |", "|---|---|", *map(_setting, source.settings), ""]
    return "\n".join(lines)


def _column(column: Column) -> str:
    return _row(_marked(column.field, column.required), column.name.en, ", ".join(column.aliases))


def _setting(setting: Setting) -> str:
    meaning = setting.meaning.en
    if setting.default is not None and setting.default != "":
        meaning += f" (otherwise {setting.default})"
    if setting.stands_for_column:
        meaning += " (needed where the file has no such column)"
    name = f"{setting.name}:…" if setting.prefix else setting.name
    return _row(_marked(name, setting.required), meaning)


def _marked(name: str, required: bool) -> str:
    return f"`{name}`{' (required)' if required else ''}"


def _row(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


if __name__ == "__main__":
    print(page().rstrip())  # noqa: T201 - this is the program
