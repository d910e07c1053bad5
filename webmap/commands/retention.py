"""`tryggkarta retention`: removing what has been kept as long as the city's terms say."""

from collections.abc import Iterator
from datetime import date, datetime

import click

from geodata.retention import RULES, Outcome, RetentionReport, run, wipe
from geodata.text import Text
from webmap.commands.answering import answer, as_json
from webmap.commands.opening import language_of, owner_session

_DONE = Text(sv="{rows} rader gallrade per {on}.", en="{rows} rows removed as of {on}.")
_WOULD = Text(
    sv="Inget har gallrats: {rows} rader skulle gallras per {on}.",
    en="Nothing has been removed: {rows} rows would be as of {on}.",
)
_LINE = Text(sv="{name}, före {first_kept}: {rows}{days}", en="{name}, before {first_kept}: {rows}{days}")
_TRACES = Text(sv="{line}; spår {traces}", en="{line}; traces {traces}")
_DEED = Text(sv="{line} – {deed}", en="{line} – {deed}")
_KEPT = Text(sv="{name}: bevaras", en="{name}: kept for ever")


class _Day(click.ParamType[date]):
    name = "YYYY-MM-DD"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return value if isinstance(value, date) else date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is no day; write YYYY-MM-DD", param, ctx)


@click.group()
def retention() -> None:
    """Remove what has been kept as long as the city profile says."""


@retention.command("run")
@click.option("--dry-run", is_flag=True, help="Count what would be removed; nothing is.")
@click.option("--on", type=_Day(), help="Reckon as if it were this day (else today).")
@as_json
@click.pass_context
def run_rules(context: click.Context, /, *, dry_run: bool, on: date | None, as_json: bool) -> None:
    """Remove what is due, all of it or nothing, and record the run."""
    with owner_session(context) as (session, profile):
        day = on or datetime.now(profile.zone).date()
        report = run(session, profile, on=day, dry_run=dry_run)
        session.commit()
        if not dry_run:
            wipe(session)
    answer(context, report, _lines(report, language_of(context)), as_json=as_json)


def _lines(report: RetentionReport, language: str) -> Iterator[str]:
    for rule, outcome in zip(RULES, report.outcomes, strict=True):
        told = _told(outcome, rule.name)
        if outcome.rows:
            told = _DEED.format(line=told, deed=rule.deed)
        yield told.in_language(language)
    summed = _WOULD if report.dry_run else _DONE
    yield summed.format(rows=report.rows, on=report.on).in_language(language)


def _told(outcome: Outcome, name: Text) -> Text:
    if outcome.first_kept is None:
        return _KEPT.format(name=name)
    days = f" ({outcome.oldest} – {outcome.newest})" if outcome.oldest else ""
    line = _LINE.format(name=name, first_kept=outcome.first_kept, rows=outcome.rows, days=days)
    return _TRACES.format(line=line, traces=outcome.traces) if outcome.traces else line
