"""The pages that describe how files come in, made from what the sources declare: an index, one per source."""

import ast
import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FunctionType, ModuleType

from geodata.text import Text
from importers.file_settings import FILE_SETTINGS
from importers.formats import format_named
from importers.source import Column, Setting, Source
from importers.source_examples import EXAMPLES, Example
from importers.sources import SOURCES

_HEAD = """# Bringing files in

`tryggkarta import check SOURCE FILE…` tries a file, `tryggkarta import run SOURCE FILE… --commit` brings it
in; in the browser the same is done under Imports. Nothing is stored without `--commit`, nor while a row is
refused, unless `--accept-rejected` says that the good rows shall come in without the others. The same file
with the same settings changes nothing the second time; `tryggkarta import undo BATCH` takes a batch out again
and restores what it replaced.

- Columns are found by the names that the pages of the sources give; capitals, spaces and punctuation do not
  matter. `--map field=COLUMN` points to another one.
- `--set name=value` says something once for the whole file.
- Positions are columns (`x` and `y`, or `lon` and `lat`) or the shapes of a map file. Their coordinate system
  comes from the file or from `--crs EPSG:n`, and is checked against the city's box; nothing is guessed in
  silence.
- Text may be separated by comma, semicolon or tab, with decimal comma or point, in any common encoding; how
  it was read is told, and can be said.
- Names of files and columns and all free texts are screened for personal data: identity numbers, telephone
  numbers, e-mail addresses, registration plates. What was reviewed and is none comes in by
  `--set screened=reviewed`, which the batch remembers. A file with a column about persons is refused.
- A value that no code list knows waits to be mapped; it is never put under "other" in silence.
- Missing and withheld are not zero. What is rightly no row of a source is left out, counted and told.
- `valid_to` and `last_day` are the last day that counts, a measure's `ended_on` the first that does not.
"""
_MARK = re.compile(r"\{[a-z_]+[^}]*\}")
_FOOT = "These pages are made from the sources themselves: `python -m importers.documentation docs`."


def pages() -> dict[str, str]:
    """Return all pages in Markdown, by their path below the folder of documentation."""
    return {"importing.md": _index(), **{f"sources/{source.code}.md": _page(source) for source in SOURCES}}


def _index() -> str:
    lines = [_HEAD, "| source | what it is | formats |", "|---|---|---|"]
    lines += [
        _row(f"[{source.code}](sources/{source.code}.md)", source.name.en, ", ".join(source.formats))
        for source in SOURCES
    ]
    lines += ["", "| said of any file | meaning |", "|---|---|", *map(_setting, FILE_SETTINGS), ""]
    return "\n".join([*lines, _FOOT, ""])


def _page(source: Source) -> str:
    module = sys.modules[source.parse.__module__]
    formats = ", ".join(format_named(code).name.en for code in source.formats)
    parts = {
        "Columns": ["| column | meaning | also called |", "|---|---|---|", *map(_column, source.columns)],
        "Settings": ["| setting | meaning |", "|---|---|", *map(_setting, source.settings)],
        "Example": _example(source, EXAMPLES[source.code]),
        "What is refused": [f"- {reason}" for reason in _refused(source)],
        "What is left out, and counted": [f"- {_sentence(why)}" for why in _reasons(source, "LeftOutError")],
        "Which row is which": [_identity(source)],
        "What undo does": [_undo(source)],
    }
    if not source.settings:
        del parts["Settings"]
    lines = [f"# {source.code}: {source.name.en}", "", inspect.cleandoc(module.__doc__ or ""), ""]
    lines += [f"Formats: {formats}. [How files come in](../importing.md)", ""]
    for title, part in parts.items():
        if part:
            lines += [f"## {title}", "", *part, ""]
    return "\n".join(lines)


def _example(source: Source, example: Example) -> list[str]:
    said = [f"--set {name}={_quoted(value)}" for name, value in example.settings.items()]
    if example.srid is not None:
        said.append(f"--crs EPSG:{example.srid}")
    command = " ".join(["tryggkarta import check", source.code, "FILE", *said])
    return ["```", *example.lines, "```", "", f"`{command}`"]


def _quoted(value: str) -> str:
    return f'"{value}"' if " " in value else value


def _refused(source: Source) -> Iterator[str]:
    """Yield why rows and files of a source are refused, in sentences."""
    required = [column.field for column in source.columns if column.required]
    if required:
        wide = ", as a column of its own or in wide columns" if source.reshape is not None else ""
        yield f"A file without {_listed(required)}{wide}."
    coded = [column.field for column in source.columns if column.codes is not None]
    if coded:
        yield f"A value of {_listed(coded)} that is no code, name or mapped value."
    if source.positioned:
        yield "A position outside the city, or one whose coordinate system nobody says."
    if source.about_events:
        yield "A file with a column of names: in a list of events they are people's."
    for check in source.checks:
        yield _MARK.sub("…", check.reason.en)
    yield from _reasons(source, "InvalidError")


def _reasons(source: Source, error: str) -> Iterator[str]:
    """Yield the sentences with which a source's module, and what it imports, raise an error, each once."""
    module = sys.modules[source.parse.__module__]
    raising: list[ModuleType | FunctionType] = [module]
    raising += [
        known
        for known in vars(module).values()
        if inspect.isfunction(known) and known.__module__.startswith("importers.")
    ]
    yield from dict.fromkeys(reason for code in raising for reason in _raised(code, error))


def _raised(code: ModuleType | FunctionType, error: str) -> Iterator[str]:
    """Yield the sentences with which a module or a function raises an error itself."""
    known = vars(code) if isinstance(code, ModuleType) else code.__globals__
    for node in ast.walk(ast.parse(inspect.getsource(code))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == error:
            named = [known.get(part.id) for part in ast.walk(node.args[0]) if isinstance(part, ast.Name)]
            yield from (_MARK.sub("…", reason.en) for reason in named if isinstance(reason, Text))


def _identity(source: Source) -> str:
    if "source_key" not in source.key:
        return f"By {_listed(list(source.key))}: a row that comes again replaces what differs."
    if source.column("source_key") is None:
        return (
            "By what it is about: the same place, time and kind of figure is the same row, and is replaced."
        )
    return (
        "By `source_key`: a row that comes again with its key replaces what differs. Rows without a key are "
        "kept, even when they are identical; of the same file they come in once."
    )


def _undo(source: Source) -> str:
    told = "It removes the rows that the batch brought and restores those that it changed."
    if source.ends is not None:
        told += " What the batch ended goes on as before."
    if source.clear_up is not None:
        told += " What only the batch's rows relied on goes with them."
    if source.relied_on is not None:
        told += " It is refused while other rows rely on them."
    return told + " It is refused while a later batch has changed the rows."


def _column(column: Column) -> str:
    meaning = column.name.en
    if column.codes is not None:
        meaning += f" ({', '.join(column.codes.codes)})"
    return _row(_marked(column.field, column.required), meaning, ", ".join(column.aliases))


def _setting(setting: Setting) -> str:
    meaning = setting.meaning.en
    if setting.default is not None and setting.default != "":
        meaning += f" (otherwise {_said(setting.default)})"
    if setting.stands_for_column:
        meaning += " (needed where the file has no such column)"
    name = f"{setting.name}:…" if setting.prefix else setting.name
    return _row(_marked(name, setting.required), meaning)


def _said(value: object) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _marked(name: str, required: bool) -> str:
    return f"`{name}`{' (required)' if required else ''}"


def _listed(names: list[str]) -> str:
    marked = [f"`{name}`" for name in names]
    return ", ".join(marked[:-1]) + " and " + marked[-1] if len(marked) > 1 else marked[0]


def _sentence(sentence: str) -> str:
    return f"{sentence[:1].upper()}{sentence[1:]}{'' if sentence.endswith('.') else '.'}"


def _row(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def write(folder: Path) -> None:
    """Write all pages below a folder."""
    for name, page in pages().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
