"""The form of a photo: the picture, what it shows, and that nobody can be recognised in it."""

from uuid import UUID

from flask import g
from flask_babel import lazy_gettext
from flask_wtf.file import FileField
from wtforms import StringField

from geodata.edits.photo_images import LARGEST_BYTES
from geodata.edits.photos import Taken
from webmap.forms.fields import TickField, required
from webmap.forms.form import EditForm


class PhotoForm(EditForm):
    """A photo of a place, from a telephone's camera or a file."""

    image = FileField(lazy_gettext("Photo"), [required])
    caption = StringField(lazy_gettext("Caption"))
    nobody_recognisable = TickField(lazy_gettext("Nobody can be recognised in the photo"))

    def taken(self, observation_id: UUID | None) -> Taken:
        """Return what was sent, by the asker's own organisation; of a larger file one byte too many."""
        return Taken(
            image=self.image.data.stream.read(LARGEST_BYTES + 1),
            caption=self.caption.data or "",
            nobody_recognisable=bool(self.nobody_recognisable.data),
            observation_id=observation_id,
            owner_organisation_id=next(iter(g.asker.organisations), None),
        )
