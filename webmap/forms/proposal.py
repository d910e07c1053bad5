"""The form of a proposed place: what it is, before it is made or joined to a known one."""

from typing import Any

from flask import g
from flask_babel import lazy_gettext
from wtforms import StringField

from geodata.codes import PLACE_KINDS
from geodata.edits.places import PlaceFacts
from geodata.questions.place_proposals import Proposal
from webmap.forms.fields import ChoiceField, required
from webmap.forms.form import EditForm, choices_of


class ProposalForm(EditForm):
    """A proposed place made: its name and kind; position, experience and day are those of the marks."""

    name = StringField(lazy_gettext("Name"), [required])
    kind = ChoiceField(lazy_gettext("Kind of place"), [required])

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.kind.choices = choices_of(PLACE_KINDS)

    def facts(self, proposal: Proposal) -> PlaceFacts:
        """Return what the form and the proposal state of the place."""
        return PlaceFacts(
            name=self.name.data or "",
            kind=self.kind.data,
            polarity=proposal.polarity,
            drawn=proposal.hull,
            reported_on=proposal.first_day,
            owner_organisation_id=next(iter(g.asker.organisations), None),
        )
