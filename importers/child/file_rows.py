"""A file's rows as the parent gets them: from a guarded child, ready for COPY."""

from collections.abc import Iterator
from dataclasses import replace
from types import TracebackType
from typing import Any, Self

from geodata.text import Text
from importers.child.file_reading import FileJob, Known, Opened, Portion, Summary, proposed_systems, read_file
from importers.child.limits import limits_of
from importers.child.messages import Result, Task
from importers.child.running import Child, garbled, guarded
from importers.source import Mappings
from importers.where import Ground


class FileRows:
    """A file that a child has opened: `opened` tells of it, `portions` walks through it once.

    Making one raises what the file is refused for as a whole (UnreadableFileError, InvalidError); leaving the
    context ends the child.
    """

    def __init__(self, job: FileJob) -> None:
        self.job = replace(job, path=job.path.absolute())
        task = Task(read_file, (self.job,), limits_of(job.path), (self.job.path,), converses=True)
        self._child = Child(task)
        self.summary = Summary((), ())
        try:
            self.opened = self._expect(Opened)
        except BaseException:
            self._child.end()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._child.end()

    def portions(
        self, known: object, mapped: Mappings, ground: Ground
    ) -> Iterator[tuple[Portion, bytearray]]:
        """Yield how far the file has been read, and COPY lines of the good rows; then `summary` holds."""
        self._child.ask(Known(known, {field: dict(codes) for field, codes in mapped.items()}, ground))
        while not isinstance(told := self._child.hear(), Result):
            if not isinstance(told, Portion):
                raise garbled()
            lines = self._child.hear()
            if not isinstance(lines, bytearray):
                raise garbled()
            yield told, lines
        if not isinstance(told.value, Summary):
            raise garbled()
        self.summary = told.value

    def proposal(self, besides: int) -> Text:
        """Return a sentence naming the CRSs in which most of the file's positions lie in the city; or ""."""
        proposed: Text = guarded(proposed_systems, self.job, besides, readable=(self.job.path,))
        return proposed

    def _expect(self, kind: type[Opened]) -> Any:
        told = self._child.hear()
        if not isinstance(told, kind):
            raise garbled()
        return told
