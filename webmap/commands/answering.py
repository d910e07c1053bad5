"""How every command answers: lines for people, or with `--json` one JSON document."""

import json
from collections.abc import Iterable

import click

from webmap.commands.opening import language_of
from webmap.plain import plain

as_json = click.option("--json", "as_json", is_flag=True, help="Answer with one JSON document.")


def answer(context: click.Context, result: object, lines: Iterable[str], *, as_json: bool) -> None:
    """Print `result` as JSON, or `lines` one by one."""
    if as_json:
        document = plain(result, language_of(context))
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
    else:
        for line in lines:
            click.echo(line)
