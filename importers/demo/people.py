"""Organisations and demo accounts: who signs in, in which role, for which areas."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from geodata import models
from geodata.passwords import hash_password
from geodata.text import Text
from importers.demo.areas import DISTRICTS_END, Geography
from importers.demo.rows import Row, Rows, table_of
from importers.demo.seeding import identity

PASSWORD = "visa-mig-malmo"  # noqa: S105 - the demo's one password is no secret: it is printed at every start

_MEMBERS_FROM = date(2012, 1, 1)


@dataclass(frozen=True, slots=True)
class Account:
    """One demo account; `areas` are (kind, code) of the areas it is bound to, none for the whole city."""

    email: str
    role: str
    description: Text
    name: str
    organisation: str
    areas: tuple[tuple[str, str], ...] = ()


# Öster and what it was made of, so that a member also sees what was recorded before July 2013.
_EAST = (
    ("stadsomrade", "oster"),
    ("stadsdel", "rosengard"),
    ("stadsdel", "husie"),
    ("enkatomrade", "rosengard"),
    ("enkatomrade", "husie"),
)
_POLICE_SOUTH = (("lokalpolisomrade", "malmo-soder"), *_EAST)

ACCOUNTS = (
    Account(
        "samordnare@demo.example",
        "coordinator",
        Text(
            sv="Samordnare: hela staden, läser in filer, granskar och följer upp.",
            en="Coordinator: the whole city, imports files, reviews and follows up.",
        ),
        "Samordnare (demo)",
        "stadskontoret",
    ),
    Account(
        "planerare@demo.example",
        "planner",
        Text(
            sv="Planerare på gatukontoret: märker platser och lägger in åtgärder.",
            en="Planner at the street office: marks places and enters measures.",
        ),
        "Planerare (demo)",
        "gatukontoret",
    ),
    Account(
        "polisanalytiker@demo.example",
        "police_analyst",
        Text(
            sv="Polisanalytiker: ser brott som punkter, hot spots och utvärderingar.",
            en="Police analyst: sees crime as points, hotspots and evaluations.",
        ),
        "Polisanalytiker (demo)",
        "polisomrade-malmo",
    ),
    Account(
        "ssp.polis@demo.example",
        "ssp_police",
        Text(
            sv="SSP, polis: stadsområde Öster och lokalpolisområde Malmö Söder.",
            en="SSP, police: city area Öster and local police area Malmö Söder.",
        ),
        "SSP-polis (demo)",
        "polisomrade-malmo",
        _POLICE_SOUTH,
    ),
    Account(
        "ssp.socialtjanst@demo.example",
        "ssp_social",
        Text(sv="SSP, socialtjänst: stadsområde Öster.", en="SSP, social services: city area Öster."),
        "SSP-socialtjänst (demo)",
        "stadsomradesforvaltning-oster",
        _EAST,
    ),
    Account(
        "ssp.skola@demo.example",
        "ssp_school",
        Text(sv="SSP, skola: stadsområde Öster.", en="SSP, school: city area Öster."),
        "SSP-skola (demo)",
        "skola-demo",
        _EAST,
    ),
    Account(
        "styrgrupp@demo.example",
        "steering_group",
        Text(
            sv="Styrgrupp: lägesbild och insatser för hela staden.",
            en="Steering group: the situation and the initiatives of the whole city.",
        ),
        "Styrgrupp (demo)",
        "malmo-stad",
    ),
    Account(
        "granskare@demo.example",
        "auditor",
        Text(
            sv="Granskare: läser loggarna över läsning, export och ändringar.",
            en="Auditor: reads the logs of readings, exports and changes.",
        ),
        "Granskare (demo)",
        "malmo-stad",
    ),
    Account(
        "administrator@demo.example",
        "administrator",
        Text(
            sv="Teknisk administratör: konton och roller, inga platser.",
            en="Technical administrator: accounts and roles, no places.",
        ),
        "Administratör (demo)",
        "malmo-stad",
    ),
)

# Code, Swedish name, English name, kind. Real functions; no person stands behind any of them.
_ORGANISATIONS = (
    ("malmo-stad", "Malmö stad", "City of Malmö", "municipality"),
    (
        "stadskontoret",
        "Stadskontoret, trygghet och säkerhet",
        "City office, safety and security",
        "administration",
    ),
    ("gatukontoret", "Gatukontoret", "Street office", "administration"),
    (
        "sociala-resursforvaltningen",
        "Sociala resursförvaltningen",
        "Social resources department",
        "administration",
    ),
    ("utbildningsforvaltningen", "Utbildningsförvaltningen", "Education department", "administration"),
    ("fritidsforvaltningen", "Fritidsförvaltningen", "Leisure department", "administration"),
    ("polisomrade-malmo", "Polisområde Malmö", "Malmö police district", "police"),
    ("raddningstjansten", "Räddningstjänsten", "Fire and rescue service", "fire_service"),
    ("skola-demo", "Grundskola G1 (demo)", "Primary school G1 (demo)", "school"),
    ("bostadsbolag-demo", "Bostadsbolag B1 (demo)", "Housing company B1 (demo)", "housing_company"),
    (
        "fastighetsagare-demo",
        "Fastighetsägarförening F1 (demo)",
        "Property owners' association F1 (demo)",
        "association",
    ),
    ("nattvandrare-demo", "Nattvandrare N1 (demo)", "Night walkers N1 (demo)", "association"),
)


def organisation_rows(demo: Geography, seed: int) -> Rows:
    """Return the organisations; the ten district administrations end in 2013, each with its successor."""
    rows = [_organisation(seed, code, Text(sv=sv, en=en), kind) for code, sv, en, kind in _ORGANISATIONS]
    return Rows.of(table_of(models.Organisation), (*rows, *_district_administrations(demo, seed)))


def account_rows(seed: int) -> Rows:
    """Return the demo accounts."""
    rows: tuple[Row, ...] = tuple(
        {
            "id": identity(seed, "user", account.email),
            "email": account.email,
            "name": account.name,
            "synthetic": True,
        }
        for account in ACCOUNTS
    )
    return Rows.of(table_of(models.UserAccount), rows)


def credential_rows(seed: int) -> Rows:
    """Return what the demo accounts sign in with, all PASSWORD; its hash is salted anew at each load."""
    password_hash = hash_password(PASSWORD)
    rows: tuple[Row, ...] = tuple(
        {"user_id": identity(seed, "user", account.email), "password_hash": password_hash}
        for account in ACCOUNTS
    )
    return Rows.of(table_of(models.Credential), rows)


def membership_rows(demo: Geography, seed: int) -> Rows:
    """Return one membership per account, from before the demo's period and open-ended."""
    rows: tuple[Row, ...] = tuple(
        {
            "id": identity(seed, "membership", account.email),
            "user_id": identity(seed, "user", account.email),
            "organisation_id": identity(seed, "organisation", account.organisation),
            "role": account.role,
            "area_ids": [demo.area(kind, code).id for kind, code in account.areas],
            "valid_from": _MEMBERS_FROM,
        }
        for account in ACCOUNTS
    )
    return Rows.of(table_of(models.Membership), rows)


def _district_administrations(demo: Geography, seed: int) -> Iterator[Row]:
    """Yield the administrations of the city areas, then those of the districts that they replaced."""
    for city_area in demo.of_kind("stadsomrade"):
        name = Text(
            sv=f"Stadsområdesförvaltning {city_area.name.sv}",
            en=f"City area administration {city_area.name.en}",
        )
        code = f"stadsomradesforvaltning-{city_area.code}"
        yield _organisation(seed, code, name, "administration", valid_from=DISTRICTS_END)
    for district in demo.of_kind("stadsdel"):
        name = Text(
            sv=f"{district.name.sv} stadsdelsförvaltning", en=f"{district.name.en} district administration"
        )
        successor = next(
            area.code
            for area in demo.of_kind("stadsomrade")
            if area.shape.contains(district.shape.representative_point())
        )
        yield _organisation(
            seed,
            f"stadsdelsforvaltning-{district.code}",
            name,
            "administration",
            valid_from=date(1996, 1, 1),
            valid_to=DISTRICTS_END,
            successor=f"stadsomradesforvaltning-{successor}",
        )


def _organisation(
    seed: int,
    code: str,
    name: Text,
    kind: str,
    *,
    valid_from: date | None = None,
    valid_to: date | None = None,
    successor: str | None = None,
) -> Row:
    return {
        "id": identity(seed, "organisation", code),
        "code": code,
        "name_sv": name.sv,
        "name_en": name.en,
        "kind": kind,
        "valid_from": valid_from,
        "valid_to": valid_to,
        "successor_id": identity(seed, "organisation", successor) if successor else None,
    }
