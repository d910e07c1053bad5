"""One's own account: its password, its one-time codes, its sessions."""

from datetime import UTC, datetime

import segno
from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask import session as cookie
from flask_babel import gettext
from markupsafe import Markup
from werkzeug.wrappers import Response

from geodata.edits import accounts as edits
from geodata.edits.second_factors import clear_second_factor, enrol
from geodata.errors import InvalidError, NotFoundError
from geodata.one_time_codes import address_for_app, new_secret
from geodata.questions.accounts import AccountFacts, account_facts, recovery_codes_left
from geodata.text import Text
from webmap import sign_in
from webmap.access import allow_signed_in
from webmap.forms.account import EnrolForm, OwnPasswordForm, PresentPasswordForm

blueprint = Blueprint("own_account", __name__)
_NOT_PRESENT = Text(
    sv="Det är inte ditt nuvarande lösenord, eller så har du försökt för många gånger.",
    en="This is not your present password, or you have tried too many times.",
)


@blueprint.get("/account")
@allow_signed_in
def show() -> str:
    """Show one's account."""
    return render_template("account/show.html", account=_account(), codes_left=recovery_codes_left(g.session))


@blueprint.route("/account/password", methods=["GET", "POST"])
@allow_signed_in
def password() -> tuple[str, int] | Response:
    """Show the form of another password; set it, and sign every other visit out."""
    account, form = _local_account(), OwnPasswordForm()
    if form.attempt(g.session, lambda: _set_password(account, form)) is not None:
        return _renewed(gettext("The password is changed."))
    return render_template("account/password.html", form=form), form.answer


@blueprint.route("/account/codes", methods=["GET", "POST"])
@allow_signed_in
def codes() -> tuple[str, int]:
    """Show the picture for an authenticator app; take it into use, and show the recovery codes."""
    account, form = _local_account(), EnrolForm()
    secret = _offered_secret(anew=request.method == "GET")
    recovery = form.attempt(g.session, lambda: _enrol(account, form, secret))
    if recovery is not None:
        cookie.pop("offered", None)
        sign_in.renew(g.session, account.id)
        return render_template("account/recovery_codes.html", codes=recovery), 200
    picture = _picture(address_for_app(secret, account.email, f"Tryggkarta {g.profile.name}"))
    written = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
    return render_template("account/codes.html", form=form, picture=picture, secret_key=written), form.answer


@blueprint.route("/account/codes/remove", methods=["GET", "POST"])
@allow_signed_in
def remove_codes() -> tuple[str, int] | Response:
    """Ask for the password; sign in without one-time codes from now on."""
    account, form = _local_account(), PresentPasswordForm()
    if form.attempt(g.session, lambda: _remove_codes(account, form)) is not None:
        return _renewed(gettext("You sign in without one-time codes from now on."))
    return render_template("account/remove_codes.html", form=form), form.answer


@blueprint.post("/account/sessions/end")
@allow_signed_in
def end_sessions() -> Response:
    """Sign every other visit of the account out."""
    edits.end_sessions(g.session, g.asker.user_id)
    g.session.commit()
    return _renewed(gettext("Every other place where you were signed in is signed out."))


def _account() -> AccountFacts:
    return account_facts(g.session, g.asker.user_id, g.today)


def _local_account() -> AccountFacts:
    """Return the asker's account; raises NotFoundError where another sign-in keeps its password."""
    account = _account()
    if account.password_set_at is None:
        raise NotFoundError
    return account


def _renewed(message: str) -> Response:
    sign_in.renew(g.session, g.asker.user_id)
    flash(message)
    return redirect(url_for("own_account.show"), 303)


def _require_present(account: AccountFacts, password: str | None) -> None:
    """Raise InvalidError unless this is the account's password: a visit left open is not its owner's word."""
    if sign_in.tried(g.session, account.email, password or "", sender=str(request.remote_addr)) is None:
        raise InvalidError(_NOT_PRESENT, field="present")


def _set_password(account: AccountFacts, form: OwnPasswordForm) -> bool:
    _require_present(account, form.present.data)
    edits.set_password(g.session, account.id, form.password.data or "")
    return True


def _enrol(account: AccountFacts, form: EnrolForm, secret: str) -> tuple[str, ...]:
    _require_present(account, form.present.data)
    return enrol(g.session, sign_in.keys(), secret, form.code.data or "", datetime.now(UTC))


def _remove_codes(account: AccountFacts, form: PresentPasswordForm) -> bool:
    _require_present(account, form.present.data)
    clear_second_factor(g.session, account.id)
    return True


def _offered_secret(*, anew: bool) -> str:
    """Return the secret that the page offers: the same until it is taken, or the page is opened anew.

    It waits in the cookie, sealed; the database knows it once the app has shown a code of it.
    """
    kept = None if anew else sign_in.keys().unseal(cookie.get("offered", ""))
    secret = kept or new_secret()
    if kept is None:
        cookie["offered"] = sign_in.keys().seal(secret)
    return secret


def _picture(address: str) -> Markup:
    """Return the address as a QR code: an inline SVG, black on white also on a dark page."""
    code = segno.make(address, micro=False, error="m")
    drawn = code.svg_inline(scale=5, border=4, dark="#000", light="#fff", omitsize=True)
    return Markup(drawn)  # noqa: S704 - drawn by segno from paths; no text of anyone's is in it
