"""XML of office files read as it comes, without a tree and without a document type.

A document type is where entities, and with them files and bombs, come from; office files have none.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import IO
from xml.parsers import expat  # a document type is refused before it can declare anything

from geodata.text import Text
from importers.formats.content import UnreadableFileError

Start = Callable[[str, Mapping[str, str]], None]

_CHUNK = 1 << 16

_BROKEN = Text(
    sv="{part} i filen är inte giltig XML (rad {line}): {why}.",
    en="{part} of the file is not valid XML (line {line}): {why}.",
)
_TYPED = Text(
    sv="{part} i filen har en dokumenttyp (DTD); sådana filer läses inte.",
    en="{part} of the file has a document type (DTD); such files are not read.",
)


def parsed(
    stream: IO[bytes],
    part: str,
    start: Start,
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> Iterator[None]:
    """Call `start`, `end` and `text` for what stands in a part, names without prefix; yield now and then.

    Raises UnreadableFileError for broken XML and for any document type.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def refuse(*_declared: object) -> None:
        raise UnreadableFileError(_TYPED.format(part=part))

    def root(name: str, attributes: dict[str, str]) -> None:
        """Leave prefixes out where the root has one: then what belongs to it has it too."""
        if ":" in name:
            parser.StartElementHandler = lambda tag, given: start(tag.rpartition(":")[2], given)
            parser.EndElementHandler = None if end is None else lambda tag: end(tag.rpartition(":")[2])
        else:
            parser.StartElementHandler, parser.EndElementHandler = start, end
        start(name.rpartition(":")[2], attributes)

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = root
    parser.CharacterDataHandler = text
    try:
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk, False)
            yield
        parser.Parse(b"", True)
        yield
    except expat.ExpatError as error:
        why = expat.ErrorString(error.code)
        raise UnreadableFileError(_BROKEN.format(part=part, line=error.lineno, why=why)) from error
