"""The `[sign_in]` of a city profile: an OpenID provider, and which of its claims give which roles."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from geodata.text import Text

_THIS_MACHINE = {"127.0.0.1", "localhost"}


@dataclass(frozen=True, slots=True)
class Grant:
    """A role for whoever has `value` among the values of the claim, in [valid_from, valid_to).

    `organisation` is a code, `areas` are (kind, code); none reaches the whole city.
    """

    value: str
    role: str
    organisation: str
    areas: tuple[tuple[str, str], ...]
    valid_from: date | None
    valid_to: date | None

    def holds_on(self, day: date) -> bool:
        """Return whether the role is given on a day."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True, slots=True)
class SignIn:
    """Signing in by OpenID Connect: the provider, how it knows us, and what its claims give.

    `claim` names the claim of the ID token whose values the grants go by, such as "groups". The secret of
    the client is no setting of the profile: it comes from the environment.
    """

    name: Text
    issuer: str
    client_id: str
    claim: str
    grants: tuple[Grant, ...]


def read_sign_in(entry: Mapping[str, Any]) -> SignIn:
    """Return the settings; raises KeyError and ValueError as the rest of the profile does."""
    issuer = _text(entry, "issuer").rstrip("/")
    parts = urlsplit(issuer)
    if parts.scheme != "https" and parts.hostname not in _THIS_MACHINE:
        raise ValueError("sign_in.issuer must be an https address")
    grants = tuple(_grant(grant) for grant in entry["grants"])
    if not grants:
        raise ValueError("sign_in.grants must give at least one role")
    return SignIn(
        name=Text(sv=_text(entry, "name_sv"), en=_text(entry, "name_en")),
        issuer=issuer,
        client_id=_text(entry, "client_id"),
        claim=_text({"claim": "groups", **entry}, "claim"),
        grants=grants,
    )


def _grant(entry: Mapping[str, Any]) -> Grant:
    return Grant(
        value=_text(entry, "value"),
        role=_text(entry, "role"),
        organisation=_text(entry, "organisation"),
        areas=tuple((str(kind), str(code)) for kind, code in entry.get("areas", ())),
        valid_from=_day(entry, "valid_from"),
        valid_to=_day(entry, "valid_to"),
    )


def _day(entry: Mapping[str, Any], key: str) -> date | None:
    value = entry.get(key)
    if value is not None and type(value) is not date:
        raise ValueError(f"sign_in: {key} must be a day, such as 2016-01-01")
    return value


def _text(entry: Mapping[str, Any], key: str) -> str:
    value = entry[key]
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"sign_in: {key} must be a text")
    return value
