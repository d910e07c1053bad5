"""`tryggkarta user`: local accounts, opened, listed and closed."""

from datetime import datetime

import click

from geodata.codes import ROLES
from geodata.edits.accounts import add_account, disable_account
from geodata.questions.accounts import AccountRow, all_accounts
from webmap.commands.answering import answer, as_json
from webmap.commands.opening import language_of, owner_session


@click.group("user")
def user() -> None:
    """Open, list and close accounts."""


@user.command()
@click.argument("email")
@click.option("--name", required=True, help="The person's name, as others see it.")
@click.option("--role", required=True, type=click.Choice(ROLES.codes))
@click.option("--organisation", required=True, help="The code of the organisation, such as gatukontoret.")
@click.option(
    "--area", "areas", multiple=True, metavar="KIND:CODE", help="An area the role reaches; repeatable."
)
@click.password_option(help="Asked for when not given.")
@as_json
@click.pass_context
def add(
    context: click.Context,
    *,
    email: str,
    name: str,
    role: str,
    organisation: str,
    areas: tuple[str, ...],
    password: str,
    as_json: bool,
) -> None:
    """Open an account for EMAIL with one role; without --area it reaches the whole city."""
    reached = [_kind_and_code(area) for area in areas]
    with owner_session(context) as (session, profile):
        today = datetime.now(profile.zone).date()
        add_account(
            session,
            email=email,
            name=name,
            password=password,
            role=role,
            organisation=organisation,
            areas=reached,
            valid_from=today,
        )
        session.commit()
    line = f"{email} may sign in as {ROLES[role].name.in_language(language_of(context))}."
    answer(context, {"email": email, "role": role}, (line,), as_json=as_json)


def _kind_and_code(area: str) -> tuple[str, str]:
    kind, colon, code = area.partition(":")
    if not colon or not kind or not code:
        raise click.BadParameter("write it as KIND:CODE, such as stadsdel:rosengard", param_hint="--area")
    return kind, code


@user.command("list")
@as_json
@click.pass_context
def list_accounts(context: click.Context, *, as_json: bool) -> None:
    """List the accounts with their roles of today."""
    with owner_session(context) as (session, profile):
        accounts = all_accounts(session, datetime.now(profile.zone).date())
    answer(context, accounts, (_line(account) for account in accounts), as_json=as_json)


def _line(account: AccountRow) -> str:
    closed = "  (closed)" if account.disabled else ""
    return f"{account.email}  {account.name}  {', '.join(account.roles) or '–'}{closed}"


@user.command()
@click.argument("email")
@as_json
@click.pass_context
def disable(context: click.Context, email: str, *, as_json: bool) -> None:
    """Close the account of EMAIL at once; whoever is signed in to it is signed out."""
    with owner_session(context) as (session, _profile):
        disable_account(session, email)
        session.commit()
    told = {"email": email, "disabled": True}
    answer(context, told, (f"{email} can no longer sign in.",), as_json=as_json)
