"""The folder of uploads: files under random names, for the program's own account alone."""

import contextlib
import hashlib
import io
import os
import re
import secrets
import stat
import tempfile
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from geodata.edits.uploads import BroughtFile
from geodata.errors import InvalidError, NotFoundError, SetupError
from geodata.text import Text
from importers.screening import shown_name

_MEGABYTE = 1024 * 1024
_LARGEST_MEGABYTES = 512
_LONGEST_NAME = 120
_KEPT = re.compile(r"[0-9a-f]{32}")

# A file that no row names yet may be one whose row is about to be committed.
_GRACE_SECONDS = 3600

_TOO_LARGE = Text(
    sv="Filen är större än {megabytes} MB, som är det mesta som tas emot.",
    en="The file is larger than {megabytes} MB, which is the most that is taken.",
)
_NO_SIZE = Text(
    sv="TRYGGKARTA_LARGEST_UPLOAD ska vara ett antal megabyte, till exempel 512.",
    en="TRYGGKARTA_LARGEST_UPLOAD must be a number of megabytes, such as 512.",
)
_EMPTY = Text(sv="Filen är tom.", en="The file is empty.")
_NAMELESS = Text(sv="Välj en fil.", en="Choose a file.")


class UploadFolder:
    """Where files lie until they are published, and 90 days on; `largest` is the most bytes of one.

    `incoming` is a folder that others may lay files into, None where there is none: what lies there is
    offered by name, and copied when it is chosen.
    """

    def __init__(self, folder: Path, *, largest: int, incoming: Path | None = None) -> None:
        self._folder = folder
        self.largest = largest
        self._incoming = incoming

    def keep(self, content: BinaryIO, file_name: str) -> BroughtFile:
        """Return the file as it is kept, written and hashed as it is read.

        Its name is kept as a name only, without its folders and with what seems to tell of a person masked.
        Raises InvalidError (field "file") for a file without a name, an empty one, and one that is too large;
        nothing of it is left then.
        """
        name = told_name(file_name)
        if not name:
            raise InvalidError(_NAMELESS, field="file")
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        kept_as = secrets.token_hex(16)
        try:
            digest, length = self._written(content, self._folder / kept_as)
        except BaseException:
            self.remove(kept_as)
            raise
        return BroughtFile(name, kept_as, digest, length)

    def _written(self, content: BinaryIO, path: Path) -> tuple[str, int]:
        digest, length = hashlib.sha256(), 0
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            while part := content.read(_MEGABYTE):
                length += len(part)
                if length > self.largest:
                    refusal = _TOO_LARGE.format(megabytes=self.largest // _MEGABYTE)
                    raise InvalidError(refusal, field="file")
                digest.update(part)
                file.write(part)
            file.flush()
            os.fsync(file.fileno())
        if not length:
            raise InvalidError(_EMPTY, field="file")
        return digest.hexdigest(), length

    def keep_made(self, content: bytes) -> str:
        """Return the name under which a file that the program itself made is kept."""
        kept_as = secrets.token_hex(16)
        self._written(io.BytesIO(content), self._folder / kept_as)
        return kept_as

    def content(self, kept_as: str) -> bytes:
        """Return what a kept file holds; raises NotFoundError where it is gone."""
        try:
            return self._path(kept_as).read_bytes()
        except FileNotFoundError as error:
            raise NotFoundError from error

    @contextmanager
    def opened(self, kept_as: str, file_name: str) -> Iterator[Path]:
        """Yield a path to a kept file under the name that it was brought with.

        Raises NotFoundError where the file is gone.
        """
        with tempfile.TemporaryDirectory(dir=self._folder, prefix="open-") as room:
            named = Path(room) / file_name
            try:
                os.link(self._path(kept_as), named)
            except FileNotFoundError as error:
                raise NotFoundError from error
            yield named

    def remove(self, kept_as: str) -> None:
        """Remove a kept file; one that is gone already is no matter."""
        with contextlib.suppress(FileNotFoundError):
            self._path(kept_as).unlink()

    def sweep(self, named: Collection[str]) -> int:
        """Remove the files that no upload names (any more); return how many. Fresh ones are let be."""
        swept = 0
        with contextlib.suppress(FileNotFoundError):
            for path in self._folder.iterdir():
                if path.name in named or not _KEPT.fullmatch(path.name):
                    continue
                if time.time() - path.stat().st_ctime > _GRACE_SECONDS:
                    self.remove(path.name)
                    swept += 1
        return swept

    def waiting(self) -> tuple[str, ...]:
        """Return the names of the files in the incoming folder, in alphabetical order."""
        if self._incoming is None:
            return ()
        with contextlib.suppress(FileNotFoundError), os.scandir(self._incoming) as entries:
            return tuple(sorted(entry.name for entry in entries if _is_offered(entry)))
        return ()

    def fetch(self, file_name: str) -> BroughtFile:
        """Return a copy of an incoming file, as `keep` does; raises NotFoundError for none such."""
        if self._incoming is None or file_name not in self.waiting():
            raise NotFoundError
        # No link is followed, should the file have become one since it was listed.
        handle = os.open(self._incoming / file_name, os.O_RDONLY | os.O_NOFOLLOW)
        with os.fdopen(handle, "rb") as content:
            if not stat.S_ISREG(os.fstat(content.fileno()).st_mode):
                raise NotFoundError
            return self.keep(content, file_name)

    def _path(self, kept_as: str) -> Path:
        if not _KEPT.fullmatch(kept_as):
            raise NotFoundError
        return self._folder / kept_as


def told_name(file_name: str) -> str:
    """Return a file's name without folders and signs of no use in one, short, and fit to be shown."""
    last = file_name.replace("\\", "/").rpartition("/")[2]
    plain = "".join(sign for sign in last if sign.isprintable()).strip().lstrip(".")
    stem, dot, suffix = plain.rpartition(".")
    if len(plain) > _LONGEST_NAME and dot:
        plain = f"{stem[: _LONGEST_NAME - 12]}{dot}{suffix[:10]}"
    return shown_name(plain[:_LONGEST_NAME])


def _is_offered(entry: os.DirEntry[str]) -> bool:
    return (
        entry.is_file(follow_symlinks=False) and not entry.name.startswith(".") and entry.name.isprintable()
    )


def folder_of(home: Path, environment: Mapping[str, str] = os.environ) -> UploadFolder:
    """Return the folder of uploads of an installation whose data lie in `home`.

    TRYGGKARTA_LARGEST_UPLOAD is the most megabytes of one file (512); TRYGGKARTA_INCOMING names the folder
    that others may lay files into ("incoming" in `home`). Raises SetupError.
    """
    written = environment.get("TRYGGKARTA_LARGEST_UPLOAD", "") or str(_LARGEST_MEGABYTES)
    if not (written.isascii() and written.isdigit() and int(written) > 0):
        raise SetupError(_NO_SIZE)
    incoming = Path(environment.get("TRYGGKARTA_INCOMING") or home / "incoming")
    return UploadFolder(home / "uploads", largest=int(written) * _MEGABYTE, incoming=incoming)
