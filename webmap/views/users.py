"""Accounts, for those who manage them: the list, a new one, one with its roles, and what is done to it."""

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from geodata.edits import accounts as edits
from geodata.edits.memberships import add_membership, end_membership
from geodata.edits.second_factors import clear_second_factor
from geodata.errors import ConflictError
from geodata.models import UserAccount
from geodata.questions.accounts import AccountFacts, account_facts, all_accounts, locked_addresses
from webmap import sign_in
from webmap.access import allow
from webmap.forms.user import MembershipForm, NewAccountForm
from webmap.language import words
from webmap.words.accounts import account_history

blueprint = Blueprint("users", __name__)


@blueprint.get("/users")
@allow("read", "user")
def index() -> str:
    """Show every account with its roles of today."""
    accounts = all_accounts(g.session, g.today)
    locked = locked_addresses(g.session, sign_in.keys(), [account.email for account in accounts])
    return render_template("users/index.html", accounts=accounts, locked=locked)


@blueprint.route("/users/new", methods=["GET", "POST"])
@allow("create", "user")
def create() -> tuple[str, int]:
    """Show the form of a new account; open it, and show its one-time password once."""
    form = NewAccountForm()
    made = form.attempt(g.session, lambda: _opened(form))
    if made is None:
        return render_template("users/new.html", form=form), form.answer
    account, password = made
    return _show_password(account_facts(g.session, account.id, g.today), password)


@blueprint.get("/users/<uuid:user_id>")
@allow("read", "user")
def show(user_id: UUID) -> str:
    """Show one account with its roles and its history."""
    return _page(account_facts(g.session, user_id, g.today), MembershipForm())


@blueprint.post("/users/<uuid:user_id>/memberships")
@allow("update", "user")
def give_role(user_id: UUID) -> tuple[str, int] | Response:
    """Give the account one more role."""
    account, form = account_facts(g.session, user_id, g.today), MembershipForm()
    given = form.attempt(g.session, lambda: add_membership(g.session, user_id, **form.membership()))
    if given is None:
        return _page(account, form), form.answer
    return _done(user_id, gettext("The role is given."))


@blueprint.post("/users/<uuid:user_id>/memberships/<uuid:membership_id>/end")
@allow("update", "user")
def end_role(user_id: UUID, membership_id: UUID) -> Response:
    """End a role of the account today."""
    return _do(
        user_id,
        lambda: end_membership(g.session, user_id, membership_id, on=g.today),
        gettext("The role is ended."),
    )


@blueprint.post("/users/<uuid:user_id>/disable")
@allow("update", "user")
def disable(user_id: UUID) -> Response:
    """Close the account at once."""
    close = lambda: edits.disable_account(g.session, user_id, on=g.today)  # noqa: E731 - said where it is done
    return _do(user_id, close, gettext("The account is closed."))


@blueprint.post("/users/<uuid:user_id>/enable")
@allow("update", "user")
def enable(user_id: UUID) -> Response:
    """Open the account again."""
    return _do(
        user_id, lambda: edits.enable_account(g.session, user_id), gettext("The account is open again.")
    )


@blueprint.post("/users/<uuid:user_id>/unlock")
@allow("update", "user")
def unlock(user_id: UUID) -> Response:
    """Let the account's owner try again at once."""
    return _do(
        user_id,
        lambda: edits.unlock_account(g.session, user_id, sign_in.keys()),
        gettext("The account's owner may try again."),
    )


@blueprint.post("/users/<uuid:user_id>/codes/remove")
@allow("update", "user")
def remove_codes(user_id: UUID) -> Response:
    """Take the account's one-time codes away, when the telephone is lost."""
    return _do(
        user_id,
        lambda: clear_second_factor(g.session, user_id),
        gettext("The account signs in without one-time codes."),
    )


@blueprint.post("/users/<uuid:user_id>/password")
@allow("update", "user")
def draw_password(user_id: UUID) -> tuple[str, int]:
    """Draw a one-time password for the account, and show it once."""
    account = account_facts(g.session, user_id, g.today)
    password = edits.draw_password(g.session, user_id)
    g.session.commit()
    return _show_password(account, password)


def _opened(form: NewAccountForm) -> tuple[UserAccount, str]:
    account = edits.add_account(
        g.session, email=form.email.data or "", name=form.name.data or "", **form.membership()
    )
    return account, edits.draw_password(g.session, account.id)


def _page(account: AccountFacts, form: MembershipForm) -> str:
    return render_template(
        "users/show.html",
        account=account,
        form=form,
        locked=bool(locked_addresses(g.session, sign_in.keys(), [account.email])),
        history=account_history(g.session, account),
    )


def _show_password(account: AccountFacts, password: str) -> tuple[str, int]:
    days = edits.TEMPORARY.days
    return render_template("users/password.html", account=account, password=password, days=days), 200


def _do(user_id: UUID, edit: Callable[[], object], message: str) -> Response:
    """Make a change of an account that exists and say so, or say why it was refused."""
    account_facts(g.session, user_id, g.today)
    try:
        edit()
    except ConflictError as error:
        g.session.rollback()
        return _done(user_id, words(error.reason))
    g.session.commit()
    return _done(user_id, message)


def _done(user_id: UUID, message: str) -> Response:
    flash(message)
    return redirect(url_for("users.show", user_id=user_id), 303)
