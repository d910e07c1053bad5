"""What differs between one installation of the web application and the next."""

import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from geodata.errors import SetupError
from geodata.installation import data_folder
from geodata.text import Text
from importers.uploads import UploadFolder, folder_of

MEGABYTE = 1024 * 1024
LOCAL_NAMES = ("127.0.0.1", "localhost", "[::1]")

_EVERY_ADDRESS = {"0.0.0.0", "::"}  # noqa: S104 - compared with, not listened on
_NO_COUNT = Text(
    sv="TRYGGKARTA_PROXIES ska vara antalet omvända proxyer framför servern, till exempel 1.",
    en="TRYGGKARTA_PROXIES must be the number of reverse proxies in front of the server, such as 1.",
)


@dataclass(frozen=True, slots=True)
class Settings:
    """How the application is reached and how long someone stays signed in.

    `secure` says that browsers reach it over TLS. `trusted_hosts` are the names it answers to, never any.
    `proxies` counts the reverse proxies of ours whose X-Forwarded-For and X-Forwarded-Proto are believed;
    with none, these headers are anyone's and mean nothing. `largest_body` and `largest_form`, what a form
    may hold besides files, are in bytes. A session ends `longest_session` after sign-in, or `longest_idle`
    after the last request. `client_secret` is what the city's OpenID provider knows us by. `uploads` is where
    files that people bring here are kept.
    """

    secure: bool = False
    trusted_hosts: tuple[str, ...] = LOCAL_NAMES
    proxies: int = 0
    largest_body: int = 2 * MEGABYTE
    largest_form: int = MEGABYTE // 2
    most_fields: int = 500
    longest_session: timedelta = timedelta(hours=12)
    longest_idle: timedelta = timedelta(minutes=30)
    client_secret: str = field(default="", repr=False)
    uploads: UploadFolder = field(default_factory=lambda: folder_of(data_folder()))


def from_environment(environment: Mapping[str, str] = os.environ, *, host: str = "") -> Settings:
    """Return the settings given by TRYGGKARTA_SECURE, _PROXIES, _HOSTS, _CLIENT_SECRET and those of uploads.

    A server behind a proxy is reached over TLS unless TRYGGKARTA_SECURE=0 says that it is not. Without
    TRYGGKARTA_HOSTS the names are this machine's and `host`, where the server listens. Raises SetupError.
    """
    written = environment.get("TRYGGKARTA_PROXIES", "") or "0"
    if not (written.isascii() and written.isdigit()):
        raise SetupError(_NO_COUNT)
    proxies = int(written)
    names = tuple(environment.get("TRYGGKARTA_HOSTS", "").replace(",", " ").split())
    return Settings(
        secure=environment.get("TRYGGKARTA_SECURE", "1" if proxies else "0") == "1",
        trusted_hosts=names or own_names(host),
        proxies=proxies,
        client_secret=environment.get("TRYGGKARTA_CLIENT_SECRET", ""),
        uploads=folder_of(data_folder(environment), environment),
    )


def own_names(host: str) -> tuple[str, ...]:
    """Return the names of this machine, under which a server that listens on `host` is reached.

    A page elsewhere that points a name of its own at this machine (DNS rebinding) finds no answer.
    """
    if host in _EVERY_ADDRESS:
        names = (socket.gethostname().lower(), *_own_addresses())
    else:
        names = (f"[{host}]" if ":" in host else host.lower(),)
    return tuple(dict.fromkeys((*LOCAL_NAMES, *(name for name in names if name))))


def _own_addresses() -> list[str]:
    try:
        found = socket.gethostbyname_ex(socket.gethostname())
    except OSError:
        return []  # a machine whose own name says nothing
    return found[2]
