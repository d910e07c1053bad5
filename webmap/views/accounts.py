"""Signing in and out, and the language of the pages."""

from flask import Blueprint, current_app, g, redirect, render_template, request
from flask import session as cookie
from flask_babel import gettext
from werkzeug.wrappers import Response

from geodata.edits.accounts import set_language
from geodata.errors import InvalidError
from geodata.questions import accounts
from geodata.text import LANGUAGES, Text
from webmap import sign_in
from webmap.access import allow_everyone

blueprint = Blueprint("accounts", __name__)
_NO_LANGUAGE = Text(sv="Språket finns inte.", en="There is no such language.")


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
    """Sign in and go on; the same answer for a wrong address as for a wrong password."""
    email, address = request.form.get("email", "").strip().lower(), str(request.remote_addr)
    door: sign_in.Door = current_app.extensions["sign_in_door"]
    door.knock(email, address)
    onward = sign_in.local_address(request.form.get("next"))
    credentials = accounts.signed_in(g.session, email, request.form.get("password", ""))
    if credentials is None:
        problem = gettext("The address and the password do not belong together.")
        return render_template("sign_in.html", onward=onward, email=email, problem=problem), 422
    door.open(email, address)
    sign_in.begin(credentials)
    return redirect(onward, 303)


@blueprint.post("/sign-out")
@allow_everyone
def end() -> Response:
    """Sign out."""
    sign_in.end()
    return redirect("/sign-in", 303)


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
