"""What differs between one installation of the web application and the next."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Settings:
    """How the application is reached and how long someone stays signed in.

    `secure` says that browsers reach it over TLS. `trusted_hosts` are the names it answers to; empty means
    any. `largest_body` is in bytes. A session ends `longest_session` after sign-in, or `longest_idle` after
    the last request.
    """

    secure: bool = False
    trusted_hosts: tuple[str, ...] = ()
    largest_body: int = 2 * MEGABYTE
    longest_session: timedelta = timedelta(hours=12)
    longest_idle: timedelta = timedelta(minutes=30)


def from_environment(environment: Mapping[str, str] = os.environ, *, host: str = "") -> Settings:
    """Return the settings given by TRYGGKARTA_SECURE and TRYGGKARTA_HOSTS.

    Without TRYGGKARTA_HOSTS a server that listens on this machine only answers to this machine's names, so
    that a page elsewhere cannot reach it under a name of its own (DNS rebinding).
    """
    names = tuple(environment.get("TRYGGKARTA_HOSTS", "").replace(",", " ").split())
    if not names and host in {"127.0.0.1", "localhost", "::1"}:
        names = ("127.0.0.1", "localhost", "[::1]")
    return Settings(secure=environment.get("TRYGGKARTA_SECURE", "") == "1", trusted_hosts=names)
