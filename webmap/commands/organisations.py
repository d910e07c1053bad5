"""`tryggkarta organisation`: the parties and units that accounts belong to, opened and listed."""

from datetime import datetime

import click

from geodata.codes import ORGANISATION_KINDS
from geodata.edits.organisations import add_organisation
from geodata.questions.organisations import organisations
from webmap.commands.answering import answer, as_json
from webmap.commands.opening import language_of, owner_session


@click.group("organisation")
def organisation() -> None:
    """Open and list organisations."""


@organisation.command()
@click.argument("code")
@click.option("--name", required=True, help="The name in Swedish, or in both languages.")
@click.option("--name-en", default="", help="The name in English, where it has one.")
@click.option("--kind", required=True, type=click.Choice(ORGANISATION_KINDS.codes))
@as_json
@click.pass_context
def add(context: click.Context, /, *, code: str, name: str, name_en: str, kind: str, as_json: bool) -> None:
    """Open an organisation called CODE."""
    with owner_session(context) as (session, _profile):
        add_organisation(session, code=code, name_sv=name, name_en=name_en, kind=kind)
        session.commit()
    told = {"code": code, "name": name, "kind": kind}
    answer(context, told, (f"{name} is known as {code}.",), as_json=as_json)


@organisation.command("list")
@as_json
@click.pass_context
def list_organisations(context: click.Context, /, *, as_json: bool) -> None:
    """List the organisations that exist today."""
    language = language_of(context)
    with owner_session(context) as (session, profile):
        found = organisations(session, datetime.now(profile.zone).date())
    lines = (
        f"{party.code:<32} {party.name.in_language(language)}"
        f" · {ORGANISATION_KINDS[party.kind].name.in_language(language)}"
        for party in found
    )
    answer(context, found, lines, as_json=as_json)
