"""A small and nasty city: rows on every side of every border, of every owner, held, moved, without position.

Each text that a row holds has a word of its own (`marks`); nothing here says who may see what: `oracle` does.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from uuid import UUID

import make
from scope.marks import words
from sqlalchemy import null, text
from sqlalchemy.orm import Session

from geodata import models
from geodata.access import RIGHTS
from geodata.codes import MEASURE_STATUSES, PLACE_STATUSES, POLARITIES
from geodata.measure_types import MEASURE_TYPES

SEED = 20161122
SIDE = 1000
REFORM = date(2013, 7, 1)

# Metres east of the corner: inside each district, on borders, within and beyond 25 m of them, outside all.
EASTS = (500, 1500, 2500, 0, 1000, 2000, 3000, 976, 1024, 970, 1030, 1980, 2031, -20, -40, 3020, 3400)
NORTHS = (200, 476, 500, 530, 800)


@dataclass
class Ground:
    """What the rows are drawn from: `words` that were not used yet, ids by what they are of."""

    session: Session
    words: Iterator[str] = field(default_factory=words)
    draw: Random = field(default_factory=lambda: Random(SEED))
    areas: dict[str, int] = field(default_factory=dict)
    organisations: list[UUID] = field(default_factory=list)
    people: list[UUID] = field(default_factory=list)
    batches: dict[str, UUID] = field(default_factory=dict)
    places: list[UUID] = field(default_factory=list)
    measures: list[UUID] = field(default_factory=list)

    def word(self) -> str:
        """Return a word that stands nowhere else."""
        return next(self.words)

    def recorded(self) -> dict[str, object]:
        """Return who made, last wrote and owns a row, and whether it is held."""
        return self.owned() | {"updated_by": self.draw.choice((None, *self.people))}

    def owned(self) -> dict[str, object]:
        """Return who made and owns a row, and whether it is held."""
        return {
            "created_by": self.draw.choice((None, *self.people)),
            "owner_organisation_id": self.draw.choice((None, None, *self.organisations)),
            "held": self.draw.random() < 0.15,
        }

    def area_ids(self) -> list[int]:
        """Return the ids of some areas, perhaps of none."""
        return self.draw.sample(sorted(self.areas.values()), self.draw.choice((0, 1, 1, 2)))


def fill(ground: Ground) -> None:
    """Fill an empty database with areas, people and what lies in the city; the caller commits."""
    _areas(ground)
    for code in ("street", "police", "school", "fire", "club"):
        ground.organisations.append(make.organisation(ground.session, code).id)
    _people(ground)
    _batches(ground)
    initiatives = _initiatives(ground)
    ground.places = _places(ground)
    ground.measures = _measures(ground, initiatives)
    _link(ground, "measure_place", ground.measures)
    _link(ground, "initiative_place", initiatives)
    _observations(ground)
    _photos(ground)
    _faults(ground)
    _uploads(ground)


def _batches(ground: Ground) -> None:
    for source in ("incidents", "places"):
        batch = make.batch(ground.session, source, file_name=f"{ground.word()}.csv")
        ground.batches[source] = batch.id
        ground.session.execute(
            text(
                "INSERT INTO import_rejection"
                " (batch_id, row_number, column_name, reason_sv, reason_en, value)"
                " VALUES (:batch, 7, 'x', 'nej', 'no', :word)"
            ),
            {"batch": batch.id, "word": ground.word()},
        )
        ground.session.add(
            models.CodeMapping(source=source, field="category", value=ground.word(), rows_seen=3)
        )


def _uploads(ground: Ground) -> None:
    """Add files that people brought: not checked yet, of the city, of the police."""
    for approval in (None, "import", "crime_import") * 3:
        bringer = ground.draw.choice(ground.people)
        make.upload(
            ground.session, file_name=f"{ground.word()}.csv", uploaded_by=bringer, approval=approval or null()
        )


def _areas(ground: Ground) -> None:
    session = ground.session

    def add(name: str, kind: str, east: float, north: float, side: float, **columns: object) -> None:
        code = str(columns.pop("code", name))
        shape = make.square(east, north, side)
        ground.areas[name] = make.area(session, code, kind=kind, geom=shape, **columns).id

    add("city", "kommun", -100, -1000, 3200)
    for place, name in enumerate(("west", "middle", "east")):
        add(name, "stadsomrade", place * SIDE, 0, SIDE)
    ended = {"valid_from": date(2005, 1, 1), "valid_to": REFORM}
    add("old north", "stadsdel", 0, 500, 500, code="oldnorth", **ended)
    add("valley before", "stadsdel", 2000, 0, 600, code="valley", **ended)
    add("valley", "stadsdel", 2000, 0, 500, code="valley", valid_from=REFORM)
    add("beat", "lokalpolisomrade", 0, 0, 1500, code="beat")
    session.add(models.AreaSuccessor(area_id=ground.areas["old north"], successor_id=ground.areas["middle"]))
    session.flush()


def _people(ground: Ground) -> None:
    """Make someone for every role in several kinds of reach, and some whose memberships come and go."""
    session, areas, today = ground.session, ground.areas, datetime.now(UTC).date()
    week = timedelta(days=7)
    reaches = (
        [areas["west"]],
        [areas["old north"]],
        [areas["valley before"]],
        [areas["middle"], areas["east"]],
        [],
    )
    for role in sorted(RIGHTS):
        for reach in reaches:
            _person(ground, (role, reach, None, None))
    _person(ground, ("planner", [], None, today - week), ("partner", [areas["west"]], None, None))
    _person(ground, ("planner", [], today + week, None), ("reporter", [areas["east"]], None, None))
    _person(ground, ("planner", [], None, None), ("reporter", [areas["west"]], None, None))
    _person(ground, ("coordinator", [], None, None), ("ssp_school", [areas["east"]], None, None))
    _person(ground, ("police_analyst", [areas["west"]], None, None), ("steering_group", [], None, None))
    _person(ground, ("auditor", [], None, None), ("partner", [areas["middle"]], None, None))
    session.flush()


def _person(ground: Ground, *held: tuple[str, list[int], date | None, date | None]) -> None:
    session, number = ground.session, len(ground.people)
    account = make.saved(
        session,
        models.UserAccount(
            email=f"{ground.word()}@test.example",
            name=f"Person {number}",
            credential=models.Credential(password_hash=ground.word(), totp_secret=ground.word()),
        ),
    )
    for role, area_ids, valid_from, valid_to in held:
        make.saved(
            session,
            models.Membership(
                user_id=account.id,
                organisation_id=ground.organisations[number % len(ground.organisations)],
                role=role,
                area_ids=area_ids,
                valid_from=valid_from or date(2010, 1, 1),
                valid_to=valid_to,
            ),
        )
    secrets = {"id": account.id, "word": ground.word(), "other": ground.word()}
    session.execute(text("INSERT INTO recovery_code VALUES (:id, :word)"), secrets)
    session.execute(text("INSERT INTO identity VALUES ('https://issuer.example', :other, :id)"), secrets)
    ground.people.append(account.id)


def _initiatives(ground: Ground) -> list[UUID]:
    made: list[UUID] = []
    for number in range(20):
        initiative = make.saved(
            ground.session,
            models.Initiative(
                title=f"Ljus {ground.word()}",
                summary=ground.word(),
                problem=ground.word(),
                ownership="joint",
                status=("idea", "ongoing")[number % 2],
                area_ids=ground.area_ids(),
                lead_organisation_id=ground.draw.choice((None, *ground.organisations)),
                started_on=date(2012 + number % 4, 3, 1),
                **ground.recorded(),
            ),
        )
        for kind in ("activity", "effect"):
            make.saved(
                ground.session,
                models.Goal(
                    initiative_id=initiative.id,
                    kind=kind,
                    statement=f"Mål {ground.word()}",
                    indicator=ground.word(),
                    **ground.recorded(),
                ),
            )
        made.append(initiative.id)
    return made


def _spots() -> Iterator[tuple[float, float]]:
    return ((east, north) for east in EASTS for north in NORTHS)


def _shape(ground: Ground, east: float, north: float):
    return make.point(east, north) if ground.draw.random() < 0.7 else make.square(east, north, 30)


def _places(ground: Ground) -> list[UUID]:
    return [
        make.place(
            ground.session,
            f"Tunnel {ground.word()}",
            description=ground.word(),
            geom=_shape(ground, east, north),
            status=ground.draw.choice(PLACE_STATUSES.codes),
            polarity=ground.draw.choice(POLARITIES.codes),
            reported_on=date(2012, 1, 1) + timedelta(days=ground.draw.randrange(900)),
            archived_on=ground.draw.choice((None, None, date(2015, 1, 1))),
            source_key=ground.word(),
            batch_id=ground.draw.choice((None, None, ground.batches["places"])),
            **ground.recorded(),
        ).id
        for east, north in _spots()
    ]


def _measures(ground: Ground, initiatives: list[UUID]) -> list[UUID]:
    made: list[UUID] = []
    for east, north in _spots():
        positioned = ground.draw.random() < 0.9
        began = date(2012, 1, 1) + timedelta(days=ground.draw.randrange(900))
        made.append(
            make.measure(
                ground.session,
                f"Lampor {ground.word()}",
                note=ground.word(),
                type=ground.draw.choice([kind.code for kind in MEASURE_TYPES]),
                status=ground.draw.choice(MEASURE_STATUSES.codes),
                geom=_shape(ground, east, north + 7) if positioned else None,
                precision="exact" if positioned else "none",
                planned_start=began,
                started_on=ground.draw.choice((None, began)),
                ended_on=ground.draw.choice((None, None, date(2015, 6, 1))),
                initiative_id=ground.draw.choice((None, *initiatives)),
                responsible_organisation_id=ground.draw.choice((None, None, *ground.organisations)),
                source_key=ground.word(),
                **ground.recorded(),
            ).id
        )
    return made


def _link(ground: Ground, table: str, ids: list[UUID]) -> None:
    pairs = {(ground.draw.choice(ids), ground.draw.choice(ground.places)) for _ in range(80)}
    for first, second in sorted(pairs):
        ground.session.execute(
            text(f"INSERT INTO {table} VALUES (:first, :second)"), {"first": first, "second": second}
        )


def _faults(ground: Ground) -> None:
    for east, north in _spots():
        make.saved(
            ground.session,
            models.FaultReport(
                source="fault_reports",
                source_key=ground.word(),
                kind="lamp_out",
                status="reviewed",
                reported_on=date(2014, 1, 7),
                geom=make.point(east, north),
                place_words=ground.word(),
            ),
        )


def _walk(ground: Ground) -> UUID:
    return make.saved(
        ground.session,
        models.SafetyWalk(
            source="safety_walks",
            source_key=ground.word(),
            title=f"Vandring {ground.word()}",
            organiser=ground.word(),
            held_on=date(2014, 10, 7),
            step="walked",
            area_ids=ground.area_ids(),
        ),
    ).id


def _answer(ground: Ground, observation_id: UUID) -> None:
    answer = models.WalkAnswer(observation_id=observation_id, answer="will_do", wording=ground.word())
    make.saved(ground.session, answer)
    make.saved(ground.session, models.DismissedMark(observation_id=observation_id))


def _observations(ground: Ground) -> None:
    walks = [_walk(ground) for _ in range(6)]
    for number, (east, north) in enumerate(_spots()):
        at = datetime(2012, 1, 1, 19, tzinfo=UTC) + timedelta(days=ground.draw.randrange(1200))
        positioned = number % 3 > 0
        seen = make.observation(
            ground.session,
            walk_id=walks[number % len(walks)] if number % 5 == 0 else None,
            geom=make.point(east, north) if positioned else None,
            precision="exact" if positioned else "none",
            place_id=_perhaps(ground, number),
            observed_from=at,
            observed_to=at,
            wording=f"Mörkt {ground.word()}",
            source_key=ground.word(),
            **ground.recorded(),
        )
        if seen.walk_id is not None:
            _answer(ground, seen.id)


def _perhaps(ground: Ground, number: int) -> UUID | None:
    """Return the place at the same spot, or none, or one anywhere."""
    if number % 4 == 0:
        return ground.draw.choice(ground.places)
    return ground.draw.choice((None, ground.places[number]))


def _photos(ground: Ground) -> None:
    for place_id in ground.places[::2]:
        word = ground.word()
        make.saved(
            ground.session,
            models.Photo(
                place_id=place_id,
                image=f"image {word}".encode(),
                thumbnail=f"thumbnail {word}".encode(),
                width=10,
                height=10,
                caption=word,
                **ground.owned(),
            ),
        )
