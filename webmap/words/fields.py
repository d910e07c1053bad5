"""What the fields of places, measures, initiatives and goals are called where their history is told."""

from flask_babel import lazy_gettext

PLACE_FIELDS = {
    "name": lazy_gettext("Name"),
    "kind": lazy_gettext("Kind of place"),
    "polarity": lazy_gettext("Experience"),
    "description": lazy_gettext("Description"),
    "geom": lazy_gettext("Position"),
    "precision": lazy_gettext("Precision"),
    "reported_on": lazy_gettext("Reported"),
    "archived_on": lazy_gettext("Ended"),
    "owner_organisation_id": lazy_gettext("Registered by"),
}

MEASURE_FIELDS = {
    "name": lazy_gettext("Name"),
    "type": lazy_gettext("Type of measure"),
    "parameters": lazy_gettext("Facts"),
    "geom": lazy_gettext("Position"),
    "precision": lazy_gettext("Precision"),
    "planned_start": lazy_gettext("Planned start"),
    "started_on": lazy_gettext("In operation from"),
    "ended_on": lazy_gettext("Ends on"),
    "temporary": lazy_gettext("Temporary measure"),
    "responsible_organisation_id": lazy_gettext("Responsible"),
    "initiative_id": lazy_gettext("Initiative"),
    "cost_sek": lazy_gettext("Cost"),
    "note": lazy_gettext("Note"),
}

INITIATIVE_FIELDS = {
    "title": lazy_gettext("Title"),
    "summary": lazy_gettext("Summary"),
    "problem": lazy_gettext("Problem"),
    "ownership": lazy_gettext("Whose initiative"),
    "priority_areas": lazy_gettext("Priority areas"),
    "lead_organisation_id": lazy_gettext("Leads"),
    "planned_start": lazy_gettext("Planned start"),
    "planned_end": lazy_gettext("Planned end"),
    "started_on": lazy_gettext("Started"),
    "ended_on": lazy_gettext("Ended"),
}

GOAL_FIELDS = {
    "kind": lazy_gettext("Kind"),
    "form": lazy_gettext("Form"),
    "statement": lazy_gettext("Goal"),
    "indicator": lazy_gettext("Indicator"),
    "unit": lazy_gettext("Unit"),
    "baseline_value": lazy_gettext("Baseline"),
    "baseline_on": lazy_gettext("Day of the baseline"),
    "target_value": lazy_gettext("Target"),
    "target_on": lazy_gettext("Day of the target"),
    "direction": lazy_gettext("Direction"),
}

_OF_ALL = {
    "status": lazy_gettext("Status"),
    "held": lazy_gettext("Awaits review"),
    "owner_organisation_id": lazy_gettext("Registered by"),
    "synthetic": lazy_gettext("Invented figures"),
}

FIELD_NAMES = {
    "place": _OF_ALL | PLACE_FIELDS,
    "measure": _OF_ALL | MEASURE_FIELDS,
    "initiative": _OF_ALL | INITIATIVE_FIELDS,
    "goal": _OF_ALL | GOAL_FIELDS,
}

# Which code list (by its name in webmap.language.CODES) a field holds codes of.
CODED_FIELDS = {
    ("place", "status"): "place_statuses",
    ("place", "kind"): "place_kinds",
    ("place", "polarity"): "experiences",
    ("place", "precision"): "position_precisions",
    ("measure", "status"): "measure_statuses",
    ("measure", "type"): "measure_types",
    ("measure", "precision"): "position_precisions",
    ("initiative", "status"): "initiative_statuses",
    ("initiative", "ownership"): "ownerships",
    ("initiative", "priority_areas"): "priority_areas",
    ("goal", "status"): "goal_statuses",
    ("goal", "kind"): "goal_kinds",
}

# Ids of organisations and initiatives, told by their names; texts of several words.
NAMED_FIELDS = frozenset(
    {"owner_organisation_id", "responsible_organisation_id", "lead_organisation_id", "initiative_id"}
)
WRITTEN_FIELDS = frozenset({"description", "summary", "problem", "note", "statement"})
