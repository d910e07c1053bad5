"""One file's way in: read by a guarded child, staged, checked, published, and told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import TextClause, insert, text
from sqlalchemy.orm import Session

from geodata.city import CityProfile
from geodata.errors import InvalidError
from geodata.models import ImportBatch, ImportRejection
from geodata.questions.code_mappings import decided_codes
from geodata.statements import statement
from geodata.text import Text
from importers import screening
from importers.child import FileRows
from importers.child.file_reading import FileJob
from importers.formats import UnreadableFileError
from importers.matching import read_settings
from importers.positions import file_positions, no_position, place_names
from importers.positions.record_shapes import SHAPE_COLUMNS
from importers.report import MOST_LISTED, FileReport, Progress, Rejection
from importers.source import Source, Terms
from importers.storing import staging
from importers.storing.filling import planned_for_bulk
from importers.storing.publishing import Published, publish
from importers.storing.quality import figures, preview

_OUTSIDE = Text(
    sv="Läget ligger utanför staden (läst som EPSG:{srid}).",
    en="The position lies outside the city (read as EPSG:{srid}).",
)
_ALL_OUTSIDE = Text(
    sv="Alla lägen ligger utanför staden när de läses som EPSG:{srid}.{proposal}",
    en="All positions lie outside the city when read as EPSG:{srid}.{proposal}",
)
_UNUSABLE_CRS = Text(
    sv="Staden kan inte uttryckas i EPSG:{srid}; filens koordinatsystem måste vara ett annat.",
    en="The city cannot be expressed in EPSG:{srid}; the file must be in another reference system.",
)
_TWICE = Text(
    sv="Nyckeln finns redan på rad {value} i samma fil.",
    en="The key stands on row {value} of the same file already.",
)
_NO_ROWS = Text(sv="Filen har inga rader.", en="The file has no rows.")
_UNLISTED = Text(
    sv="{rows} rader till är avvisade; de första {most} visas.",
    en="{rows} more rows are rejected; the first {most} are shown.",
)
_AGAIN = Text(
    sv="{rows} rader utan nyckel är likadana som rader från tidigare filer; de kan vara räknade två gånger. "
    "Är filen en rättad eller nyare utgåva, ångra den förra först.",
    en="{rows} rows without a key are the same as rows from earlier files; they may be counted twice. "
    "If the file is a corrected or newer release, undo the former first.",
)
_MOST_REFUSALS = 100

Telling = Callable[[Progress], None]
"""Hears how far an import has come."""


@dataclass
class FileImport:
    """One file on its way in; `report` walks the whole way once."""

    session: Session
    source: Source
    path: Path
    batch: ImportBatch
    profile: CityProfile
    srid: int | None
    column_map: Mapping[str, str]
    given_settings: Mapping[str, str]
    now: datetime
    progress: Telling | None = None
    rejected: list[Rejection] = field(default_factory=list)
    notices: list[Text] = field(default_factory=list)
    rows_read: int = 0
    rows_rejected: int = 0
    left_out: int = 0
    outside: int = 0

    @property
    def name(self) -> str:
        """Return the file's name as it is told."""
        return screening.shown_name(self.path.name)

    def report(self) -> FileReport:
        """Store the file's rows under its batch and return how it fared; a refused file stores nothing."""
        try:
            return self._brought_in()
        except UnreadableFileError as error:
            self._refuse(error.reason, row=error.row)
        except InvalidError as error:
            self._refuse(error.reason, column=error.field or "")
        return FileReport(
            self.name,
            self.batch.sha256,
            rows_read=self.rows_read,
            rows_rejected=self.rows_rejected,
            rejected=tuple(self.rejected),
            notices=tuple(self.notices),
        )

    def _brought_in(self) -> FileReport:
        if self.source.allowed is not None:
            self.source.allowed(self.profile)
        settings = read_settings(self.source, self.given_settings)
        job = FileJob(
            self.path, self.source.code, dict(self.column_map), dict(self.given_settings), self.srid,
            self.profile, self.now, self.batch.synthetic,
        )  # fmt: skip
        with FileRows(job) as rows:
            terms = self._stage(rows, settings)
        self._tell("checking")
        with planned_for_bulk(self.session):
            self._check(rows, terms)
        shown = preview(self.session, self.source)
        self._tell("publishing")
        outcome, quality = self._publish(terms)
        staging.drop(self.session)
        self.notices.extend((*rows.summary.notices, *terms.notes.notices()))
        report = self._told(terms, outcome, quality)
        unknown = rows.summary.unknown
        places = place_names.proposed_places(self.session, unknown)
        return replace(report, preview=shown, unknown=unknown, places=places)

    def _tell(self, stage: str, of: int | None = None) -> None:
        if self.progress is not None:
            self.progress(Progress(stage, self.rows_read, of))

    def _refuse(self, reason: Text, *, column: str = "", row: int | None = None) -> None:
        """Refuse the file as a whole; a `row` says where, but no single row is to blame."""
        where = Text(sv=f"Rad {row}: {reason.sv}", en=f"Row {row}: {reason.en}") if row else reason
        self.rejected.insert(0, Rejection(self.name, None, column, where))
        self.rows_rejected += 1

    def _stage(self, rows: FileRows, settings: Mapping[str, Any]) -> Terms:
        """Copy what the child makes of the file into the staged table; return what holds for it."""
        self.notices.extend(rows.opened.notices)
        srid = rows.opened.srid
        terms = Terms(self.profile, settings, srid, self.now, synthetic=self.batch.synthetic)
        if self.source.learn is not None:
            terms = replace(terms, known=self.source.learn(self.session, terms))
        terms = replace(terms, mapped=decided_codes(self.session, self.source.code))
        staging.create(self.session, self.source)
        ground = place_names.ground_of(self.session, self.profile, terms.mapped)
        for portion, lines in rows.portions(terms.known, terms.mapped, ground):
            self.rows_read, self.left_out = portion.read, portion.left_out
            self.rows_rejected = portion.rejected
            self.rejected.extend(portion.listed)
            staging.copy(self.session, self.source.staged, lines)
            self._tell("reading", rows.opened.rows)
        if not self.rows_read and not self.source.may_be_empty:
            raise UnreadableFileError(_NO_ROWS)
        staging.tell_sizes(self.session)
        return terms

    def _check(self, rows: FileRows, terms: Terms) -> None:
        """Check all staged rows at once; rejected rows leave the staged table."""
        if terms.srid is not None:
            self._check_positions(rows, terms)
        if self.source.prepare is not None:
            self.notices.extend(self.source.prepare(self.session, terms))
        headers = rows.opened.headers
        if "source_key" in self.source.staged:
            column = headers.get("source_key", "source_key")
            repeated = statement(__package__, "repeated_keys")
            self._reject_found(repeated, column, _TWICE, self._parameters(terms))
        for check in self.source.checks:
            found = self._statement(check.statement)
            column = headers.get(check.column, check.column)
            if check.whole_file:
                faults = self.session.execute(found, self._parameters(terms)).fetchmany(_MOST_REFUSALS)
                for row in faults:
                    self._refuse(check.reason.format(value=row.value), column=column)
            else:
                self._reject_found(found, column, check.reason, self._parameters(terms))

    def _check_positions(self, rows: FileRows, terms: Terms) -> None:
        srid = terms.srid or 0
        box = file_positions.box_in(srid, self.profile)
        if box is None:
            raise InvalidError(_UNUSABLE_CRS.format(srid=srid))
        headers = rows.opened.headers
        column = next((headers[name] for name in SHAPE_COLUMNS if name in headers), "geometry")
        edges = dict(zip(("xmin", "ymin", "xmax", "ymax"), box, strict=True))
        found = statement(__package__, f"{self.source.box_of}_outside_city")
        reason = _OUTSIDE.format(srid=srid)
        self.outside = self._reject_found(found, column, reason, self._parameters(terms) | edges)
        if self.outside and not self.session.scalar(text("SELECT count(shape) FROM staged")):
            proposal = rows.proposal(besides=srid)
            self._refuse(_ALL_OUTSIDE.format(srid=srid, proposal=proposal), column=column)
        repeated = no_position.repeated_point(self.session)
        self.notices.extend([repeated] if repeated else [])

    def _reject_found(
        self, found: TextClause, column: str, reason: Text, parameters: Mapping[str, Any]
    ) -> int:
        """Reject the staged rows that a statement finds; return how many."""
        room = max(0, MOST_LISTED - len(self.rejected))
        count, rows = staging.set_aside(self.session, found, parameters, room)
        for row in rows:
            filled = reason.format(value=row.value)
            self.rejected.append(Rejection(self.name, row.row_number, column, filled))
        self.rows_rejected += count
        return count

    def _publish(self, terms: Terms) -> tuple[Published, dict[str, Any]]:
        """Move the staged rows to their table; return what came of them, and quality figures."""
        self.batch.srid = terms.srid
        self.session.add(self.batch)
        self.session.flush()
        parameters = self._parameters(terms)
        ended: list[Any] = []
        if self.source.ends is not None:
            ended = list(self.session.scalars(self._statement(self.source.ends), parameters))
        outcome = publish(self.session, self.source, self.batch, parameters, ended)
        if outcome.again:
            self.notices.append(_AGAIN.format(rows=outcome.again))
        if self.source.conclude is not None:
            self.notices.extend(self.source.conclude(self.session, terms, self.batch))
        counted = {"left_out": self.left_out, "ended": len(ended), "outside_the_city": self.outside}
        quality: dict[str, Any] = {name: number for name, number in counted.items() if number}
        if self.source.quality is not None:
            quality |= self.session.execute(self._statement(self.source.quality), parameters).scalar_one()
        return outcome, quality | figures(self.session, self.source, self.batch, terms, outcome.offered)

    def _told(self, terms: Terms, outcome: Published, quality: dict[str, Any]) -> FileReport:
        listed = sum(1 for rejection in self.rejected if rejection.row is not None)
        self.rejected.sort(key=lambda rejection: rejection.row or 0)
        if self.rows_rejected > len(self.rejected):
            self.notices.append(_UNLISTED.format(rows=self.rows_rejected - listed, most=listed))
        self._keep(outcome, quality)
        return FileReport(
            file=self.name,
            sha256=self.batch.sha256,
            srid=terms.srid,
            rows_read=self.rows_read,
            stored=outcome.new + outcome.changed,
            new=outcome.new,
            changed=outcome.changed,
            unchanged=outcome.unchanged,
            kept=outcome.kept,
            rows_rejected=self.rows_rejected,
            rejected=tuple(self.rejected),
            notices=tuple(self.notices),
            quality=quality,
            changes=outcome.changes,
            batch_id=self.batch.id,
        )

    def _keep(self, outcome: Published, quality: dict[str, Any]) -> None:
        """Write into the batch what became of the file, and the rows that it left out."""
        batch = self.batch
        batch.rows_read, batch.rows_rejected = self.rows_read, self.rows_rejected
        batch.rows_stored, batch.rows_unchanged = outcome.new + outcome.changed, outcome.unchanged
        batch.rows_new, batch.rows_changed, batch.rows_kept = outcome.new, outcome.changed, outcome.kept
        batch.quality = {
            **quality,
            "notices": [{"sv": notice.sv, "en": notice.en} for notice in self.notices],
        }
        single = [rejection for rejection in self.rejected if rejection.row is not None]
        if single:
            self.session.execute(insert(ImportRejection), [self._kept(rejection) for rejection in single])
        self.session.flush()

    def _kept(self, rejection: Rejection) -> dict[str, object]:
        return {
            "batch_id": self.batch.id,
            "row_number": rejection.row,
            "column_name": rejection.column,
            "reason_sv": rejection.reason.sv,
            "reason_en": rejection.reason.en,
            "value": rejection.value,
        }

    def _statement(self, name: str) -> TextClause:
        return statement(self.source.package, name)

    def _parameters(self, terms: Terms) -> dict[str, Any]:
        """Return what any statement of a source may ask for."""
        return {
            **{name: value for name, value in terms.settings.items() if not isinstance(value, dict)},
            "source_code": self.source.code,
            "batch_id": self.batch.id,
            "synthetic": self.batch.synthetic,
            "today": terms.today,
            "srid": terms.srid,
        }
