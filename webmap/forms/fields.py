"""Fields that read what people write: days, numbers with a comma, whole numbers, and say what they need."""

import math
from datetime import date
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField, DateField, Field, RadioField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired, Optional, StopValidation
from wtforms.widgets import TextInput

from webmap.language import language

required = InputRequired(lazy_gettext("This is needed."))
optional = Optional()


class DayField(DateField):
    """A day, written ÅÅÅÅ-MM-DD."""

    data: date | None

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the day; raises ValueError with a sentence where it is none."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(gettext("Write the day as YYYY-MM-DD.")) from error


class NumberField(Field):
    """A number, written with a comma or a dot; spaces between thousands are allowed."""

    widget = TextInput()
    data: Any

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the number; raises ValueError with a sentence where it is none."""
        written = "".join(str(valuelist[0] if valuelist else "").split()).replace("−", "-")
        self.data = None
        if not written:
            return
        try:
            self.data = self.read(written.replace(",", "."))
        except ValueError as error:
            raise ValueError(self.refusal()) from error

    def read(self, written: str) -> Any:
        """Return the number that the text means; raises ValueError."""
        value = float(written)
        if not math.isfinite(value):
            raise ValueError(written)
        return value

    def refusal(self) -> str:
        """Return the sentence for what is no number."""
        return str(gettext("Write a number, such as 4,5."))

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return (
            "" if self.data is None else f"{self.data:.12g}".replace(".", "," if language() == "sv" else ".")
        )


class WholeNumberField(NumberField):
    """A whole number; spaces between thousands are allowed."""

    def read(self, written: str) -> Any:
        """Return the whole number that the text means; raises ValueError."""
        return int(written)

    def refusal(self) -> str:
        """Return the sentence for what is no whole number."""
        return str(gettext("Write a whole number."))


class _Listed:
    """Answers a choice outside the list with our own sentence."""

    data: Any
    flags: Any

    def pre_validate(self, form: Any) -> None:
        """Raise StopValidation for a choice that is not in the list; none is one where none is needed."""
        if not self.data and not self.flags.required:
            return
        try:
            super().pre_validate(form)  # type: ignore[misc]  # mixed into WTForms' choice fields
        except ValueError as error:
            raise StopValidation(gettext("Choose one of the list.")) from error


class ChoiceField(_Listed, SelectField):
    """One of a list, as a drop-down."""


class RadioChoiceField(_Listed, RadioField):
    """One of a short list, all in sight."""


class TicksField(_Listed, SelectMultipleField):
    """Any number of a list, as ticks."""


class TickField(BooleanField):
    """Yes or no."""
