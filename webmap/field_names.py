"""What the fields of places and measures are called where their history is told."""

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
