"""`tryggkarta user`: accounts, their roles, their passwords and codes."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

import click
from sqlalchemy.orm import Session

from geodata.codes import ROLES
from geodata.edits import accounts as edits
from geodata.edits.memberships import add_membership, end_membership
from geodata.edits.second_factors import clear_second_factor
from geodata.errors import NotFoundError
from geodata.installation import Installation, data_folder
from geodata.models import UserAccount
from geodata.questions.accounts import AccountRow, account_named, all_accounts, memberships_of
from geodata.sign_in_keys import SignInKeys
from geodata.text import Text
from webmap.commands.answering import answer, as_json
from webmap.commands.opening import language_of, owner_session, profile_of

_NO_SUCH_ROLE = Text(sv="Kontot har ingen sådan roll att avsluta.", en="The account has no such role to end.")
_DAY = click.DateTime(["%Y-%m-%d"])

of_role = click.option("--role", required=True, type=click.Choice(ROLES.codes))
of_organisation = click.option(
    "--organisation", required=True, help="The code of the organisation, such as gatukontoret."
)
of_areas = click.option(
    "--area", "areas", multiple=True, metavar="KIND:CODE", help="An area the role reaches; repeatable."
)
until = click.option("--until", type=_DAY, help="The first day on which the role no longer holds.")
chosen_password = click.option("--password", help="Else one is drawn and shown, to be replaced at sign-in.")


@click.group("user")
def user() -> None:
    """Open, list and close accounts, give and end their roles."""


@user.command()
@click.argument("email")
@click.option("--name", required=True, help="The person's name, as others see it.")
@of_role
@of_organisation
@of_areas
@until
@chosen_password
@as_json
@click.pass_context
def add(context: click.Context, /, *, email: str, name: str, password: str | None, **given: Any) -> None:
    """Open an account for EMAIL with one role; without --area it reaches the whole city."""
    with owner_session(context) as (session, profile):
        membership = _membership(given, datetime.now(profile.zone).date())
        account = edits.add_account(session, email=email, name=name, password=password, **membership)
        drawn = edits.draw_password(session, account.id) if password is None else None
        session.commit()
    role = ROLES[given["role"]].name.in_language(language_of(context))
    told = {"email": email, "role": given["role"], "one_time_password": drawn}
    lines = (f"{email} may sign in as {role}.", *_of_drawn(drawn))
    answer(context, told, lines, as_json=given["as_json"])


def _membership(given: dict[str, Any], today: date) -> dict[str, Any]:
    """Return the fields of a membership that the options state."""
    return {
        "role": given["role"],
        "organisation": given["organisation"],
        "areas": [_kind_and_code(area) for area in given["areas"]],
        "valid_from": given["since"].date() if given.get("since") else today,
        "valid_to": given["until"].date() if given["until"] else None,
    }


def _kind_and_code(area: str) -> tuple[str, str]:
    kind, colon, code = area.partition(":")
    if not colon or not kind or not code:
        raise click.BadParameter("write it as KIND:CODE, such as stadsdel:rosengard", param_hint="--area")
    return kind, code


def _of_drawn(password: str | None) -> Iterator[str]:
    if password is not None:
        days = edits.TEMPORARY.days
        yield f"One-time password, good for {days} days and shown only now: {password}"


@user.command("list")
@as_json
@click.pass_context
def list_accounts(context: click.Context, /, *, as_json: bool) -> None:
    """List the accounts with their roles of today."""
    with owner_session(context) as (session, profile):
        accounts = all_accounts(session, datetime.now(profile.zone).date())
    answer(context, accounts, (_line(account) for account in accounts), as_json=as_json)


def _line(account: AccountRow) -> str:
    closed = "  (closed)" if account.disabled else ""
    return f"{account.email}  {account.name}  {', '.join(account.roles) or '–'}{closed}"


@contextmanager
def _account(context: click.Context, email: str) -> Iterator[tuple[Session, UserAccount, date]]:
    """Yield a session, the account of an address, and the city's day; commit what was done."""
    with owner_session(context) as (session, profile):
        yield session, account_named(session, email), datetime.now(profile.zone).date()
        session.commit()


@user.command()
@click.argument("email")
@as_json
@click.pass_context
def disable(context: click.Context, /, *, email: str, as_json: bool) -> None:
    """Close the account of EMAIL at once; whoever is signed in to it is signed out."""
    with _account(context, email) as (session, account, today):
        edits.disable_account(session, account.id, on=today)
    told = {"email": email, "disabled": True}
    answer(context, told, (f"{email} can no longer sign in.",), as_json=as_json)


@user.command()
@click.argument("email")
@as_json
@click.pass_context
def enable(context: click.Context, /, *, email: str, as_json: bool) -> None:
    """Open the closed account of EMAIL again."""
    with _account(context, email) as (session, account, _today):
        edits.enable_account(session, account.id)
    told = {"email": email, "disabled": False}
    answer(context, told, (f"{email} may sign in again.",), as_json=as_json)


@user.command()
@click.argument("email")
@as_json
@click.pass_context
def unlock(context: click.Context, /, *, email: str, as_json: bool) -> None:
    """Let EMAIL sign in again at once after too many wrong passwords or codes."""
    # As the served application derives them, so that both speak of the same attempts.
    secret = Installation(data_folder(), profile_of(context)).kept_secret("cookie-key")
    with _account(context, email) as (session, account, _today):
        edits.unlock_account(session, account.id, SignInKeys.of(secret))
    told = {"email": email, "locked": False}
    answer(context, told, (f"{email} may try again.",), as_json=as_json)


@user.command()
@click.argument("email")
@chosen_password
@as_json
@click.pass_context
def password(context: click.Context, /, *, email: str, password: str | None, as_json: bool) -> None:
    """Give EMAIL another password; whoever is signed in to the account is signed out."""
    with _account(context, email) as (session, account, _today):
        drawn = edits.draw_password(session, account.id) if password is None else None
        if password is not None:
            edits.set_password(session, account.id, password)
    told = {"email": email, "one_time_password": drawn}
    answer(context, told, (f"The password of {email} is changed.", *_of_drawn(drawn)), as_json=as_json)


@user.group()
def member() -> None:
    """Give roles to accounts, and end them."""


@member.command("add")
@click.argument("email")
@of_role
@of_organisation
@of_areas
@click.option("--from", "since", type=_DAY, help="The first day of the role (today).")
@until
@as_json
@click.pass_context
def add_role(context: click.Context, /, *, email: str, as_json: bool, **given: Any) -> None:
    """Give EMAIL one more role; without --area it reaches the whole city."""
    with _account(context, email) as (session, account, today):
        membership = _membership(given, today)
        added = add_membership(session, account.id, **membership)
    told = {"email": email, "id": added, **membership}
    line = f"{email} is {given['role']} from {membership['valid_from']}."
    answer(context, told, (line,), as_json=as_json)


@member.command("end")
@click.argument("email")
@click.argument("role", type=click.Choice(ROLES.codes))
@as_json
@click.pass_context
def end_role(context: click.Context, /, *, email: str, role: str, as_json: bool) -> None:
    """End the ROLE of EMAIL today: it opens nothing from now on."""
    with _account(context, email) as (session, account, today):
        held = [
            membership
            for membership in memberships_of(session, account.id, today)
            if membership.role == role and membership.state != "ended"
        ]
        if not held:
            raise NotFoundError(_NO_SUCH_ROLE)
        for membership in held:
            end_membership(session, account.id, membership.id, on=today)
    told = {"email": email, "role": role, "ended": len(held)}
    answer(context, told, (f"{email} is no longer {role}.",), as_json=as_json)


@user.group()
def totp() -> None:
    """One-time codes of accounts."""


@totp.command("reset")
@click.argument("email")
@as_json
@click.pass_context
def reset_totp(context: click.Context, /, *, email: str, as_json: bool) -> None:
    """Take the one-time codes of EMAIL away, when the telephone is lost: the password alone signs in."""
    with _account(context, email) as (session, account, _today):
        clear_second_factor(session, account.id)
    told = {"email": email, "one_time_codes": False}
    answer(context, told, (f"{email} signs in without a one-time code.",), as_json=as_json)
