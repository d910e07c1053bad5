"""What the sources of batches are called, those that no longer exist by their code."""

from geodata.text import Text
from importers.sources import SOURCES

_NAMES = {source.code: source.name for source in SOURCES} | {"demo": Text("demostaden", "the demo city")}


def source_name(code: str) -> Text:
    """Return the name of a batch's source."""
    return _NAMES.get(code, Text(code, code))
