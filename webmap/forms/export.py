"""The form of an export: what the file is for, and in which form it is wanted."""

from flask_babel import lazy_gettext
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from webmap.exports.formats import FORMATS, Format
from webmap.exports.layers import ExportLayer
from webmap.forms.fields import RadioChoiceField, required
from webmap.forms.form import EditForm
from webmap.language import words

LONGEST_PURPOSE = 300


class PurposeForm(EditForm):
    """The purpose, in the asker's own words."""

    purpose = StringField(
        lazy_gettext("What is the file for?"),
        [
            DataRequired(lazy_gettext("This is needed.")),
            Length(max=LONGEST_PURPOSE, message=lazy_gettext("Say it in at most 300 characters.")),
        ],
        filters=[lambda given: " ".join(given.split()) if given else given],
    )


class ExportForm(PurposeForm):
    """The purpose, and one of the formats that the table has."""

    format = RadioChoiceField(lazy_gettext("Format"), [required])

    def __init__(self, layer: ExportLayer) -> None:
        self.formats = {form.code: form for form in FORMATS if layer.has_spots or not form.needs_spots}
        super().__init__(format=next(iter(self.formats)))
        self.format.choices = {
            code: f"{words(form.name)}: {words(form.about)}" for code, form in self.formats.items()
        }

    def chosen(self) -> Format:
        """Return the format that was chosen."""
        return self.formats[self.format.data]
