"""Which rows of a table someone may see, by the registry: one rule per table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scope.oracle import Oracle
    from scope.people import Person, Row

Rule = Callable[["Oracle", "Person", "Row"], bool]


def _let_out(oracle: Oracle, person: Person, row: Row) -> bool:
    """Return whether a row is let out, or the person is who wrote it last, or reviews."""
    wrote = row.columns["updated_by"] if "updated_by" in row.columns else row.columns["created_by"]
    return not row.columns["held"] or wrote == person.id or person.everywhere("review")


def _thing(entity: str, *owners: str) -> Rule:
    """Return the rule of rows that lie somewhere, belong to organisations and were written by someone."""

    def rule(oracle: Oracle, person: Person, row: Row) -> bool:
        granted = any(
            reach == "city"
            or (reach == "areas" and (held.areas is None or held.areas & oracle.near(row)))
            or (reach == "organisation" and held.organisation in {row.columns[owner] for owner in owners})
            or (reach == "author" and row.columns["created_by"] == person.id)
            for reach, held in person.reaches(entity)
        )
        return granted and _let_out(oracle, person, row)

    return rule


def _initiative(oracle: Oracle, person: Person, row: Row) -> bool:
    granted = any(
        reach == "city"
        or (reach == "areas" and (held.areas is None or held.areas & set(row.columns["area_ids"])))
        or (
            reach == "organisation"
            and held.organisation
            in {row.columns["owner_organisation_id"], row.columns["lead_organisation_id"]}
        )
        for reach, held in person.reaches("initiative")
    )
    return granted and _let_out(oracle, person, row)


def _goal(oracle: Oracle, person: Person, row: Row) -> bool:
    return oracle.sees_key(person, "initiative", row.columns["initiative_id"]) and _let_out(
        oracle, person, row
    )


def _photo(oracle: Oracle, person: Person, row: Row) -> bool:
    place = oracle.by_key["place", row.columns["place_id"]]
    granted = any(
        reach == "city"
        or (reach == "areas" and (held.areas is None or held.areas & oracle.near(place)))
        or (reach == "author" and row.columns["created_by"] == person.id)
        for reach, held in person.reaches("photo")
    )
    return granted and oracle.sees(person, place) and _let_out(oracle, person, row)


def _of_areas(entity: str) -> Rule:
    """Return the rule of rows that name the areas that they are about, and belong to nobody."""
    return lambda oracle, person, row: (
        person.everywhere(entity)
        or any(
            reach == "areas" and held.areas and held.areas & set(row.columns["area_ids"])
            for reach, held in person.reaches(entity)
        )
    )


def _of_observation(oracle: Oracle, person: Person, row: Row) -> bool:
    return oracle.sees_key(person, "observation", row.columns["observation_id"])


def _link(one: str, other: str) -> Rule:
    return lambda oracle, person, row: (
        oracle.sees_key(person, one, row.columns[f"{one}_id"])
        and oracle.sees_key(person, other, row.columns[f"{other}_id"])
    )


def _history(oracle: Oracle, person: Person, row: Row) -> bool:
    """A change is seen where its row is; what was written while held, by its author and reviewers."""
    table, columns = row.columns["table_name"], row.columns
    if table not in {"place", "observation", "measure", "initiative", "goal"}:
        return person.everywhere("user")
    return oracle.sees_key(person, table, columns["row_id"])


def _log(oracle: Oracle, person: Person, row: Row) -> bool:
    own = any(reach == "author" for reach, _held in person.reaches("log"))
    return person.everywhere("log") or (own and row.columns["user_id"] == person.id)


def _points(oracle: Oracle, person: Person, row: Row) -> bool:
    return person.form is not None and person.form.form == "points" and row in oracle.events(person)


def _squares(oracle: Oracle, person: Person, row: Row) -> bool:
    return person.form is not None and person.form.form == "points" and person.everywhere("incident")


def _survey(oracle: Oracle, person: Person, row: Row) -> bool:
    return bool(person.reaches("survey"))


def _survey_result(oracle: Oracle, person: Person, row: Row) -> bool:
    area = oracle.area_shapes[row.columns["area_id"]]
    is_city = area.columns["kind"] == oracle.profile.boundary_kind
    return bool(person.reaches("survey")) and (
        is_city or person.everywhere("survey") or area.columns["id"] in person.areas("survey")
    )


def _account(name: str) -> Rule:
    return lambda oracle, person, row: row.columns[name] == person.id or person.everywhere("user")


RULES: Mapping[str, Rule] = {
    "place": _thing("place", "owner_organisation_id"),
    "observation": _thing("observation", "owner_organisation_id"),
    "measure": _thing("measure", "owner_organisation_id", "responsible_organisation_id"),
    "initiative": _initiative,
    "goal": _goal,
    "photo": _photo,
    "measure_place": _link("measure", "place"),
    "initiative_place": _link("initiative", "place"),
    "change_history": _history,
    "export_log": _log,
    "read_log": _log,
    "import_batch": lambda oracle, person, row: person.everywhere("import"),
    "code_mapping": lambda oracle, person, row: (
        person.everywhere("import") or person.everywhere("crime_import")
    ),
    "import_upload": lambda oracle, person, row: (
        row.columns["uploaded_by"] == person.id or person.everywhere(row.columns["approval"] or "", "update")
    ),
    "import_rejection": lambda oracle, person, row: person.everywhere("import"),
    "fault_report": _of_areas("ground"),
    "safety_walk": _of_areas("walk"),
    "walk_answer": _of_observation,
    "dismissed_mark": _of_observation,
    "retention_run": lambda oracle, person, row: person.everywhere("log") or person.everywhere("review"),
    "text_review": lambda oracle, person, row: (
        person.everywhere("review") or row.columns["asked_by"] == person.id
    ),
    "survey": _survey,
    "survey_wave": _survey,
    "survey_question": _survey,
    "survey_result": _survey_result,
    "user_account": _account("id"),
    "membership": _account("user_id"),
    "police.crime_cell": _squares,
    "police.crime_cell_figure": _squares,
    "police.incident": _points,
    "police.incident_count": _points,
}
