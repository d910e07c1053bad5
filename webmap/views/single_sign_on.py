"""The way to the organisation's own sign-in, and back."""

from flask import Blueprint, g, redirect, request, url_for
from flask import session as cookie
from werkzeug.wrappers import Response

from geodata import access
from geodata.database import speak_for
from geodata.edits.identities import welcome
from geodata.errors import ForbiddenError, NotFoundError
from geodata.questions.accounts import credentials_of_account
from geodata.sign_in_settings import SignIn
from geodata.text import Text
from webmap import sign_in
from webmap.access import allow_everyone
from webmap.single_sign_on import come_back, leave

blueprint = Blueprint("single_sign_on", __name__)
_NO_ROLE = Text(
    sv="Ditt konto ger ingen roll här. Vänd dig till den som sköter konton.",
    en="Your account gives you no role here. Turn to the one who manages accounts.",
)


@blueprint.get("/sign-in/organisation")
@allow_everyone
def begin() -> Response:
    """Go to the organisation's sign-in."""
    onward = sign_in.local_address(request.args.get("next"))
    return leave(_chosen(), url_for("single_sign_on.finish", _external=True), onward)


@blueprint.get("/sign-in/organisation/return")
@allow_everyone
def finish() -> Response:
    """Come back from there signed in, with the roles that the organisation gives today."""
    chosen = _chosen()
    user_id = welcome(g.session, chosen, come_back(chosen), g.today)
    g.session.commit()
    speak_for(g.session, user_id)
    asker = access.asker(g.session, user_id, g.today) if user_id else None
    credentials = credentials_of_account(g.session, user_id) if user_id else None
    if asker is None or not asker.all_roles or credentials is None:
        raise ForbiddenError(_NO_ROLE)
    onward = sign_in.local_address(cookie.get("onward"))
    sign_in.begin(credentials)
    return redirect(onward, 303)


def _chosen() -> SignIn:
    """Return the profile's sign-in; raises NotFoundError where it names none."""
    chosen: SignIn | None = g.profile.sign_in
    if chosen is None:
        raise NotFoundError
    return chosen
