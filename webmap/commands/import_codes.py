"""`tryggkarta import codes`: values of files that no code list knows, and what they mean."""

import click

from geodata.errors import NotFoundError
from geodata.questions.code_mappings import code_mappings
from geodata.text import Text
from importers import code_queue
from webmap.commands.answering import answer, as_json
from webmap.commands.opening import language_of, owner_session

_NONE = Text(sv="Inga okända koder.", en="No unknown codes.")
_UNSEEN = Text(
    sv="Källan {source} har inte haft värdet {value} i {field}; se import codes list.",
    en="The source {source} has not had the value {value} in {field}; see import codes list.",
)


@click.group()
def codes() -> None:
    """Say what unknown codes of files mean; their rows are rejected until then."""


@codes.command("list")
@click.option("--waiting", is_flag=True, help="Only those that nobody has decided on.")
@as_json
@click.pass_context
def list_codes(context: click.Context, *, waiting: bool, as_json: bool) -> None:
    """List the values, those that wait first."""
    with owner_session(context) as (session, _):
        found = code_mappings(session, waiting_only=waiting)
    lines = [
        f"{code.source}  {code.field}  {code.value} = {code.code or '?'}  {code.rows_seen}" for code in found
    ]
    answer(context, found, lines or [_NONE.in_language(language_of(context))], as_json=as_json)


@codes.command("map")
@click.argument("source")
@click.argument("field")
@click.argument("value")
@click.argument("code")
@as_json
@click.pass_context
def map_code(
    context: click.Context, /, *, source: str, field: str, value: str, code: str, as_json: bool
) -> None:
    """Let a VALUE of a source's field mean CODE, for every file from now on; "" lets it wait again."""
    with owner_session(context) as (session, _):
        waiting = {(one.field, one.value): one for one in code_mappings(session, source=source)}
        seen = waiting.get((field, value))
        if seen is None:
            raise NotFoundError(_UNSEEN.format(source=source, value=value, field=field))
        code_queue.decide(session, seen.id, code)
        session.commit()
        found = next(one for one in code_mappings(session, source=source) if one.id == seen.id)
    answer(context, found, (f"{found.field}  {found.value} = {found.code or '?'}",), as_json=as_json)
