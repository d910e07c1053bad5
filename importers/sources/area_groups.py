"""Larger areas dissolved from smaller ones: a CSV that names the group of every member."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from geodata import models
from geodata.codes import ACCURACIES
from geodata.errors import InvalidError
from geodata.statements import statement
from geodata.text import Text
from importers import values
from importers.formats import TABLES
from importers.source import Column, Record, Row, Setting, Source, Terms
from importers.storing import succession
from importers.subjects.known_areas import KnownAreas, areas_of_kind

_UNKNOWN_KIND = Text(
    sv="Områdesslaget {kind} finns inte i stadsprofilen; den har {known}.",
    en="The city profile has no kind of area {kind}; it has {known}.",
)
_TURNED = Text(sv="Sista dag är före första dag.", en="The last day is before the first day.")
_LEFT_OUT = Text(
    sv="Områden som inte finns i filen och därför inte ingår i någon grupp: {names}.",
    en="Areas that are not in the file and so belong to no group: {names}.",
)
_MEMBERS_NAME = Text(sv="värdena", en="values")


def _accuracy(raw: object) -> str:
    return values.code(ACCURACIES, raw)


def _members(raw: object) -> str:
    written = values.text(raw)
    if written not in {"all", "listed"}:
        raise InvalidError(values.UNKNOWN_CODE.format(name=_MEMBERS_NAME, codes="all, listed"))
    return written


SETTINGS = (
    Setting("from_kind", Text("delarnas slag", "the members' kind"), required=True),
    Setting("to_kind", Text("gruppernas slag", "the groups' kind"), required=True),
    Setting("valid_from", Text("gruppernas första dag", "the groups' first day"), values.day, required=True),
    Setting("valid_to", Text("gruppernas sista dag", "the groups' last day"), values.day),
    succession.SUCCEEDS,
    Setting(
        "members",
        Text("all: varje del måste finnas i filen; listed: bara de uppräknade", "all or listed"),
        _members,
        default="all",
    ),
    Setting(
        "tolerance",
        Text("springor upp till så många m² sluts", "cracks of up to so many m² are closed"),
        values.number,
        default=1.0,
    ),
    Setting(
        "accuracy", Text("gränsernas noggrannhet", "accuracy of the borders"), _accuracy, default="official"
    ),
    Setting("source", Text("uppgiftslämnare", "where the grouping comes from"), default=""),
    Setting("licence", Text("licens", "licence"), default=""),
)


def learn(session: Session, terms: Terms) -> KnownAreas:
    """Return the areas of the members' kind; raises InvalidError for kinds that the city does not have."""
    settings = terms.settings
    for setting in ("from_kind", "to_kind"):
        if terms.profile.area_kind(settings[setting]) is None:
            known = ", ".join(kind.code for kind in terms.profile.area_kinds)
            raise InvalidError(_UNKNOWN_KIND.format(kind=settings[setting], known=known), field=setting)
    if settings["valid_to"] is not None and settings["valid_to"] < settings["valid_from"]:
        raise InvalidError(_TURNED, field="valid_to")
    return areas_of_kind(session, settings["from_kind"])


def parse(record: Record, terms: Terms) -> Row:
    """Return the member's area and its group; the member is looked up on the groups' first day."""
    known: KnownAreas = terms.known
    member = known.find(record, terms, "member", terms.settings["valid_from"])
    group = record.text("group")
    return {
        "source_key": str(member),
        "member_id": member,
        "group_code": values.slug(group),
        "group_name": group,
    }


def prepare(session: Session, terms: Terms) -> Iterator[Text]:
    """Tell which areas the file leaves out; raises InvalidError unless that was asked for."""
    succession.require_kind(terms)
    settings = terms.settings
    kind_and_day = {name: settings[name] for name in ("from_kind", "valid_from")}
    left_out = session.scalars(statement(__package__, "area_groups_left_out"), kind_and_day).all()
    if left_out:
        remark = _LEFT_OUT.format(names=", ".join(left_out))
        if settings["members"] == "all":
            raise InvalidError(remark, field="member")
        yield remark


SOURCE = Source(
    code="area_groups",
    name=Text(sv="Områden som summor av mindre", en="Areas as unions of smaller ones"),
    formats=TABLES,
    columns=(
        Column(
            "member",
            Text("delens namn eller kod", "the member's name or code"),
            ("name", "namn", "delomrade", "delområde", "part", "del", "municipality_name", "kommunnamn"),
            required=True,
        ),
        Column(
            "group",
            Text("gruppens namn", "the group's name"),
            (
                *(
                    "grupp",
                    "stadsdel",
                    "stadsområde",
                    "lokalpolisområde",
                    "närpolisområde",
                    "borough",
                    "whole",
                ),
                *("county_name", "länsnamn"),
            ),
            required=True,
        ),
    ),
    settings=SETTINGS,
    staged={
        "source_key": sa.Text(),
        "member_id": sa.Integer(),
        "group_code": sa.Text(),
        "group_name": sa.Text(),
    },
    parse=parse,
    learn=learn,
    prepare=prepare,
    conclude=succession.conclude,
    rows="area_groups_rows",
    key=("kind", "code", "valid_from"),
    quality="area_groups_quality",
    target=models.Area,
    package=__package__,
    relied_on="areas_relied_on",
)
