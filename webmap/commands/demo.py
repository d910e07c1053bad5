"""`tryggkarta demo`: the invented city, loaded into an empty database, and the check of its effects."""

import click

from geodata.text import Text
from importers import demo as demo_city
from importers.demo.check import check_effects, table
from webmap.commands.answering import answer, as_json
from webmap.commands.opening import language_of, owner_session

_LOADED = Text("Demostaden är inläst. Konton:", "The demo city is loaded. Accounts:")
_PASSWORD = Text("  lösenord: {password}", "  password: {password}")


@click.command()
@click.option(
    "--seed", type=int, default=demo_city.SEED, show_default=True, help="The same seed gives the same city."
)
@click.option(
    "--check-effects",
    "checking",
    is_flag=True,
    help="Load nothing: evaluate the effects built into the loaded demo, beside what is true.",
)
@as_json
@click.pass_context
def demo(context: click.Context, *, seed: int, checking: bool, as_json: bool) -> None:
    """Load the demo city into an empty database; every figure in it is invented."""
    if checking:
        _check(context, as_json=as_json)
    else:
        _load(context, seed, as_json=as_json)


def _load(context: click.Context, seed: int, *, as_json: bool) -> None:
    with owner_session(context) as (session, profile):
        report = demo_city.load(session, profile, seed=seed)
        session.commit()
    language = language_of(context)
    lines = (
        _LOADED.in_language(language),
        *(f"  {account.email}" for account in demo_city.ACCOUNTS),
        _PASSWORD.format(password=demo_city.PASSWORD).in_language(language),
    )
    answer(context, report, lines, as_json=as_json)


def _check(context: click.Context, *, as_json: bool) -> None:
    with owner_session(context) as (session, _profile):
        checks = check_effects(session)
    lines = (table(checks).in_language(language_of(context)),)
    answer(context, checks, lines, as_json=as_json)
