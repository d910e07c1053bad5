"""Signing in, step by step, and out; the language and the role that pages are read in."""

from datetime import UTC, datetime

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask import session as cookie
from flask_babel import gettext
from werkzeug.wrappers import Response

from geodata.edits.accounts import set_language, set_password
from geodata.edits.attempts import forget_attempts
from geodata.edits.second_factors import use_code
from geodata.errors import InvalidError, NotFoundError
from geodata.questions.accounts import Credentials, credentials_of_account
from geodata.sign_in_limits import PER_CODE
from geodata.text import LANGUAGES, Text
from webmap import sign_in
from webmap.access import allow_everyone, allow_signed_in
from webmap.forms.account import CodeForm, NewPasswordForm

blueprint = Blueprint("accounts", __name__)
_NO_LANGUAGE = Text(sv="Språket finns inte.", en="There is no such language.")
_WRONG_CODE = Text(
    sv="Koden stämmer inte, eller har redan använts. Vänta på nästa.",
    en="The code is wrong, or was used already. Wait for the next one.",
)


@blueprint.get("/sign-in")
@allow_everyone
def sign_in_form() -> str | Response:
    """Show the form, or go on where someone is signed in already."""
    onward = sign_in.local_address(request.args.get("next"))
    if g.asker is not None:
        return redirect(onward)
    return render_template("sign_in.html", onward=onward, email="", problem=None)


@blueprint.post("/sign-in")
@allow_everyone
def begin() -> tuple[str, int] | Response:
    """Sign in and go on; one answer for an unknown, closed or locked account and for a wrong password."""
    email = request.form.get("email", "").strip().lower()
    onward = sign_in.local_address(request.form.get("next"))
    password = request.form.get("password", "")
    credentials = sign_in.tried(g.session, email, password, sender=str(request.remote_addr))
    if credentials is None:
        problem = gettext(
            "The address and the password do not belong together, or there were too many attempts."
            " Then wait a quarter of an hour."
        )
        return render_template("sign_in.html", onward=onward, email=email, problem=problem), 422
    if credentials.has_totp:
        sign_in.begin_step(sign_in.CODE, credentials, onward)
        return redirect(url_for("accounts.code"), 303)
    return _after_code(credentials, onward)


def _after_code(credentials: Credentials, onward: str) -> Response:
    if credentials.is_temporary:
        sign_in.begin_step(sign_in.PASSWORD, credentials, onward)
        return redirect(url_for("accounts.new_password"), 303)
    sign_in.begin(credentials)
    return redirect(onward, 303)


@blueprint.route("/sign-in/code", methods=["GET", "POST"])
@allow_everyone
def code() -> tuple[str, int] | Response:
    """Ask for the one-time code after a right password; sign in with it."""
    standing = sign_in.step(g.session, sign_in.CODE)
    if standing is None:
        return redirect(url_for("accounts.sign_in_form"), 303)
    form = CodeForm()
    if form.attempt(g.session, lambda: _use(standing, form.code.data or "")) is not None:
        return _after_code(standing.credentials, standing.onward)
    return render_template("account/code.html", form=form), form.answer


def _use(standing: sign_in.Step, code: str) -> bool:
    sign_in.counted(g.session, PER_CODE, standing.email)
    if not use_code(g.session, sign_in.keys(), standing.credentials.user_id, code, datetime.now(UTC)):
        raise InvalidError(_WRONG_CODE, field="code")
    forget_attempts(g.session, sign_in.keys(), PER_CODE, standing.email)
    return True


@blueprint.route("/sign-in/password", methods=["GET", "POST"])
@allow_everyone
def new_password() -> tuple[str, int] | Response:
    """Ask for a password of one's own in place of the one-time one; sign in with it."""
    standing = sign_in.step(g.session, sign_in.PASSWORD)
    if standing is None:
        return redirect(url_for("accounts.sign_in_form"), 303)
    form, user_id = NewPasswordForm(), standing.credentials.user_id
    credentials = form.attempt(g.session, lambda: _replace(standing, form.password.data or ""))
    if credentials is None:
        return render_template("account/new_password.html", form=form, user_id=user_id), form.answer
    sign_in.begin(credentials)
    return redirect(standing.onward, 303)


def _replace(standing: sign_in.Step, password: str) -> Credentials | None:
    set_password(g.session, standing.credentials.user_id, password)
    return credentials_of_account(g.session, standing.credentials.user_id)


@blueprint.post("/sign-out")
@allow_everyone
def end() -> Response:
    """Sign out."""
    sign_in.end()
    return redirect("/sign-in", 303)


@blueprint.post("/acting-as")
@allow_signed_in
def act_as() -> Response:
    """Read on in one of one's roles, or in all of them."""
    if not sign_in.act_as(g.asker, request.form.get("role", "")):
        raise NotFoundError
    return redirect(sign_in.local_address(request.form.get("next")), 303)


@blueprint.post("/language")
@allow_everyone
def language() -> Response:
    """Read on in another language; an account remembers it."""
    chosen = request.form.get("language", "")
    if chosen not in LANGUAGES:
        raise InvalidError(_NO_LANGUAGE, field="language")
    cookie["language"] = chosen
    if g.asker is not None:
        set_language(g.session, g.asker.user_id, chosen)
        g.session.commit()
    return redirect(sign_in.local_address(request.form.get("next")), 303)
