"""The form of a review: each text in question, to be written anew."""

from types import MappingProxyType
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import TextAreaField

from geodata.questions.reviews import WaitingReview, WaitingText
from webmap.forms.fields import TickField
from webmap.forms.form import EditForm
from webmap.words.fields import FIELD_NAMES

_PREFIX = "text_"

_OTHER_NAMES = {
    "change_note": lazy_gettext("Note of the change"),
    "wording": lazy_gettext("Observation"),
    "caption": lazy_gettext("Caption"),
}


class RedactForm(EditForm):
    """The texts that take the place of those in question; `redact_form` adds one field for each."""

    homes: tuple[str, ...] = ()

    not_personal = TickField(lazy_gettext("What is still marked is no personal data"))

    def texts(self) -> dict[str, str]:
        """Return what is written instead, by where it is kept."""
        return {home: self._fields[f"{_PREFIX}{place}"].data or "" for place, home in enumerate(self.homes)}

    def redacted(self) -> list[Any]:
        """Return the fields of the texts, in their order."""
        return [self._fields[f"{_PREFIX}{place}"] for place in range(len(self.homes))]


def redact_form(review: WaitingReview) -> RedactForm:
    """Return the form for a review, filled in with the texts as they stand."""
    last = {text.field: text for text in review.texts}  # of several notes, one takes their place
    members: dict[str, Any] = {
        f"{_PREFIX}{place}": TextAreaField(text_name(review, text), default=text.text)
        for place, text in enumerate(last.values())
    }
    members["homes"] = tuple(last)
    members["elsewhere"] = MappingProxyType({home: f"{_PREFIX}{place}" for place, home in enumerate(last)})
    form: RedactForm = type("RedactFormOfReview", (RedactForm,), members)()
    return form


def text_name(review: WaitingReview, text: WaitingText) -> str:
    """Return what people call a text of the row under review."""
    if text.field in _OTHER_NAMES:
        return str(_OTHER_NAMES[text.field])
    column = text.field.partition(".")[0]
    return str(FIELD_NAMES.get(review.table_name, {}).get(column, gettext("Text")))
