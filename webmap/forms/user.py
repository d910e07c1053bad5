"""The forms of accounts, for those who manage them: a new account, a role."""

from datetime import timedelta
from types import MappingProxyType
from typing import Any

from flask import g
from flask_babel import lazy_gettext
from wtforms import StringField

from geodata.codes import ROLES
from geodata.questions.accounts import current_areas
from geodata.questions.organisations import organisations
from webmap.forms.fields import ChoiceField, DayField, TicksField, optional, required
from webmap.forms.form import EditForm, choices_of
from webmap.language import words


class MembershipForm(EditForm):
    """A role in an organisation, for areas and days; the last day is one on which it still holds."""

    role = ChoiceField(lazy_gettext("Role"), [required])
    organisation = ChoiceField(lazy_gettext("Organisation"), [required])
    areas = TicksField(lazy_gettext("Areas"))
    valid_from = DayField(lazy_gettext("First day"), [required])
    last_day = DayField(lazy_gettext("Last day"), [optional])

    elsewhere = MappingProxyType({"valid_to": "last_day", "area": "areas"})

    def __init__(self, **values: Any) -> None:
        super().__init__(**{"valid_from": g.today, **values})
        self.role.choices = choices_of(ROLES)
        self.organisation.choices = {
            party.code: words(party.name) for party in organisations(g.session, g.today)
        }
        self.areas.choices = {
            f"{area.kind}:{area.code}": f"{words(area.name)} ({words(area.kind_name).lower()})"
            for area in current_areas(g.session, g.today)
        }

    def membership(self) -> dict[str, Any]:
        """Return the role as the edits take it."""
        last_day = self.last_day.data
        return {
            "role": self.role.data,
            "organisation": self.organisation.data,
            "areas": [tuple(area.split(":", 1)) for area in self.areas.data or ()],
            "valid_from": self.valid_from.data or g.today,
            "valid_to": last_day + timedelta(days=1) if last_day else None,
        }


class NewAccountForm(MembershipForm):
    """A new account with its first role."""

    name = StringField(lazy_gettext("Name"), [required])
    email = StringField(lazy_gettext("E-mail address"), [required])
