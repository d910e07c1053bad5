"""The forms of a place: marking it, describing it anew, and its next status."""

from dataclasses import replace
from types import MappingProxyType
from typing import Any

from flask import g
from flask_babel import lazy_gettext
from wtforms import IntegerField, StringField, TextAreaField

from geodata.codes import OBSERVATION_CATEGORIES, OBSERVATION_SOURCES, PLACE_KINDS, POLARITIES
from geodata.codes.place_statuses import next_statuses
from geodata.edits.observations import Seen
from geodata.edits.places import PlaceFacts
from geodata.edits.positions import Position, typed_position, typed_systems
from webmap.forms.fields import ChoiceField, DayField, RadioChoiceField, TicksField, optional, required
from webmap.forms.form import Choices, EditForm, choices_of


class PlaceForm(EditForm):
    """What is stated of a place; the coordinates are typed, or written by a click on the map."""

    coordinates = StringField(lazy_gettext("Coordinates"))
    system = ChoiceField(lazy_gettext("Coordinate system"), [required])
    name = StringField(lazy_gettext("Name"), [required])
    kind = ChoiceField(lazy_gettext("Kind of place"), [required])
    polarity = RadioChoiceField(lazy_gettext("How is the place experienced?"), [required])
    description = TextAreaField(lazy_gettext("Description"))
    reported_on = DayField(lazy_gettext("Reported on"), [required])

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.system.choices = {name: name for name in typed_systems(g.profile)}
        self.system.data = self.system.data or next(iter(self.system.choices))
        self.kind.choices = choices_of(PLACE_KINDS)
        self.polarity.choices = choices_of(POLARITIES)

    def facts(self) -> PlaceFacts:
        """Return what the form states; raises InvalidError for coordinates that cannot be read."""
        return PlaceFacts(
            name=self.name.data or "",
            kind=self.kind.data,
            polarity=self.polarity.data,
            drawn=self.position(),
            reported_on=self.reported_on.data or g.today,
            description=self.description.data or "",
        )

    def position(self) -> Position | None:
        """Return the position typed, None where nothing was; raises InvalidError."""
        typed = (self.coordinates.data or "").strip()
        return typed_position(typed, self.system.data, g.profile) if typed else None


class NewPlaceForm(PlaceForm):
    """A new place, with what was observed there if anything was chosen."""

    coordinates = StringField(lazy_gettext("Coordinates"), [required])
    categories = TicksField(lazy_gettext("Reasons"))
    heard_from = ChoiceField(lazy_gettext("Where does this come from?"), [required])

    elsewhere = MappingProxyType(
        {"category": "categories", "source": "heard_from", "observed_on": "reported_on"}
    )

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.categories.choices = choices_of(OBSERVATION_CATEGORIES)
        self.heard_from.choices = choices_of(OBSERVATION_SOURCES)

    def facts(self) -> PlaceFacts:
        """Return what the form states, as registered by the asker's own organisation."""
        return replace(super().facts(), owner_organisation_id=next(iter(g.asker.organisations), None))

    def seen(self) -> Seen | None:
        """Return what was observed, None where no reason was chosen."""
        if not self.categories.data:
            return None
        return Seen(
            categories=tuple(self.categories.data),
            polarity=self.polarity.data,
            observed_on=self.reported_on.data or g.today,
            heard_from=self.heard_from.data,
        )

    def reasons(self) -> dict[str, Choices]:
        """Return the reasons to choose from by how the place is experienced."""
        return {
            polarity.code: choices_of(
                category for category in OBSERVATION_CATEGORIES if category.polarity == polarity.code
            )
            for polarity in POLARITIES
        }


class ChangedPlaceForm(PlaceForm):
    """A place described anew; without coordinates it stays where it is."""

    version = IntegerField()
    note = StringField(lazy_gettext("Why is this changed?"), [optional])


class PlaceStatusForm(EditForm):
    """The next status of a place, with a note."""

    version = IntegerField()
    status = RadioChoiceField(lazy_gettext("New status"), [required])
    note = TextAreaField(lazy_gettext("Note"))

    def __init__(self, present: str, polarity: str, **values: Any) -> None:
        super().__init__(**values)
        self.status.choices = choices_of(next_statuses(present, polarity))
