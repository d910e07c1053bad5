"""The forms of signing in and of one's own account: codes, another password."""

from flask_babel import lazy_gettext
from wtforms import PasswordField, StringField
from wtforms.validators import EqualTo

from webmap.forms.fields import required
from webmap.forms.form import EditForm


class CodeForm(EditForm):
    """A one-time code, or a recovery code."""

    code = StringField(lazy_gettext("Code"), [required])


class NewPasswordForm(EditForm):
    """A new password, written twice."""

    password = PasswordField(lazy_gettext("New password"), [required])
    again = PasswordField(
        lazy_gettext("The new password once more"),
        [required, EqualTo("password", lazy_gettext("The two passwords differ."))],
    )


class OwnPasswordForm(NewPasswordForm):
    """A new password in place of the present one."""

    present = PasswordField(lazy_gettext("Present password"), [required])


class EnrolForm(EditForm):
    """The first code of an app that is to make one-time codes from now on."""

    code = StringField(lazy_gettext("Code from the app"), [required])
    present = PasswordField(lazy_gettext("Your password"), [required])


class PresentPasswordForm(EditForm):
    """One's password, before something is taken away."""

    present = PasswordField(lazy_gettext("Your password"), [required])
