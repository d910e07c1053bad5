"""`tryggkarta demo`: the invented city, loaded into an empty database."""

import click

from importers import demo as demo_city
from webmap.commands.answering import answer, as_json
from webmap.commands.opening import owner_session


@click.command()
@click.option("--seed", type=int, default=2012, show_default=True, help="The same seed gives the same city.")
@as_json
@click.pass_context
def demo(context: click.Context, *, seed: int, as_json: bool) -> None:
    """Load the demo city into an empty database; every figure in it is invented."""
    with owner_session(context) as (session, profile):
        report = demo_city.load(session, profile, seed=seed)
        session.commit()
    accounts = (f"  {account.email}" for account in demo_city.ACCOUNTS)
    lines = ("The demo city is loaded. Accounts:", *accounts, f"  password: {demo_city.PASSWORD}")
    answer(context, report, lines, as_json=as_json)
