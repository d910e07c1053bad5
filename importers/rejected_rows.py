"""The rows that an import turned away, as a file to mend and bring in again, each with the reason.

The reasons stand in columns of their own, in both languages; an import takes no notice of them.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path

from geodata.text import Text
from importers.child import guarded
from importers.formats import FORMATS, RawRecord, Reading, open_file
from importers.report import Rejection

REASONS = ("avvisad_därför", "rejected_because")
_SHAPE = "wkt"

Cells = tuple[str, ...]


def rejected_file(path: Path, reading: Reading, rejections: Sequence[Rejection]) -> bytes | None:
    """Return the rejected rows of a file as CSV (UTF-8 with its mark), None where no single row is to blame.

    Fields are separated as in the file, by semicolons where it is no text. Shapes stand as WKT.
    """
    reasons = _by_row(rejections)
    if not reasons:
        return None
    headers, rows, delimiter = guarded(rejected_cells, path, reading, tuple(reasons))
    return _written(headers, rows, reasons, delimiter)


def rejected_cells(
    path: Path, reading: Reading, numbers: tuple[int, ...]
) -> tuple[Cells, tuple[tuple[int, Cells], ...], str]:
    """Return a file's headers, its rows of these numbers with their cells, and what separates its fields."""
    content = open_file(path, tuple(known.code for known in FORMATS), reading)
    wanted = set(numbers)
    found: list[tuple[int, Cells]] = []
    shaped = False
    for record in content.records():
        if record.number in wanted:
            shaped = shaped or record.shape is not None
            found.append((record.number, _cells(record, content.headers)))
            wanted.discard(record.number)
            if not wanted:
                break
    headers = (*content.headers, _SHAPE) if shaped else content.headers
    rows = tuple((number, cells[: len(headers)]) for number, cells in found)
    return headers, rows, content.reading.delimiter or ";"


def _cells(record: RawRecord, headers: Sequence[str]) -> Cells:
    values = (record.values.get(header) for header in headers)
    shape = "" if record.shape is None else record.shape.wkt
    return (*("" if value is None else str(value) for value in values), shape)


def _by_row(rejections: Sequence[Rejection]) -> dict[int, list[Text]]:
    reasons: dict[int, list[Text]] = {}
    for rejection in rejections:
        if rejection.row is not None:
            where = f"{rejection.column}: " if rejection.column else ""
            told = Text(where + rejection.reason.sv, where + rejection.reason.en)
            reasons.setdefault(rejection.row, []).append(told)
    return reasons


def _written(
    headers: Sequence[str],
    rows: Sequence[tuple[int, Cells]],
    reasons: Mapping[int, Sequence[Text]],
    delimiter: str,
) -> bytes:
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=delimiter)
    kept = [place for place, header in enumerate(headers) if header not in REASONS]
    writer.writerow([*(headers[place] for place in kept), *REASONS])
    for number, cells in rows:
        told = ("; ".join(reason.in_language(code) for reason in reasons[number]) for code in ("sv", "en"))
        writer.writerow(chain((cells[place] for place in kept), told))
    return file.getvalue().encode("utf-8-sig")
