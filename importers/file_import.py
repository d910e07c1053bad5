"""One file's way in: open, match, parse, stage, check, publish, and tell."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import TextClause, insert, text
from sqlalchemy.orm import Session

from geodata.city import CityProfile
from geodata.errors import InvalidError
from geodata.models import ImportBatch, ImportRejection
from geodata.screening import masked
from geodata.statements import statement
from geodata.text import Text
from importers import positions, screening, staging
from importers.file_settings import reading_of
from importers.formats import FileContent, RawRecord, UnreadableFileError, open_file
from importers.matching import match_columns, read_settings, require_either
from importers.privacy import person_columns
from importers.publishing import publish
from importers.report import LONGEST_VALUE, FileReport, Rejection
from importers.source import NO_MAPPINGS, Column, LeftOutError, Mappings, Record, Row, Source, Terms

_PERSONS = Text(
    sv="Kolumnen {column} gäller enskilda personer och får inte läsas in. Ta bort den ur filen.",
    en="The column {column} is about persons and may not be brought in. Remove it from the file.",
)
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
    rejected: list[Rejection] = field(default_factory=list)
    notices: list[Text] = field(default_factory=list)
    rows_read: int = 0
    left_out: int = 0

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
            rejected=tuple(self.rejected),
            notices=tuple(self.notices),
        )

    def _brought_in(self) -> FileReport:
        if self.source.allowed is not None:
            self.source.allowed(self.profile)
        settings = read_settings(self.source, self.given_settings)
        content = open_file(self.path, self.source.formats, reading_of(settings))
        self._refuse_persons(content)
        if not settings[screening.SETTING.name]:
            screening.refuse_names(self.path.name, content.headers)
        if self.source.reshape is not None:
            content = self.source.reshape(content, self.column_map, settings)
        headers = match_columns(self.source, content.headers, self.column_map)
        require_either(self.source, headers, settings)
        self.notices.extend(content.notices)
        terms = self._terms(content, headers, settings)
        staging.create(self.session, self.source)
        staging.copy(self.session, self.source.staged, self._rows(content, headers, terms))
        if not self.rows_read:
            raise UnreadableFileError(_NO_ROWS)
        self._check(content, headers, terms)
        stored, quality = self._publish(terms)
        staging.drop(self.session)
        return self._told(terms, stored, quality)

    def _refuse(self, reason: Text, *, column: str = "", row: int | None = None) -> None:
        """Refuse the file as a whole; a `row` says where, but no single row is to blame."""
        where = Text(sv=f"Rad {row}: {reason.sv}", en=f"Row {row}: {reason.en}") if row else reason
        self.rejected.insert(0, Rejection(self.name, None, column, where))

    def _refuse_persons(self, content: FileContent) -> None:
        found = person_columns(content.headers, about_events=self.source.about_events)
        if found:
            raise InvalidError(_PERSONS.format(column=", ".join(found)), field=found[0])

    def _terms(self, content: FileContent, headers: Mapping[str, str], settings: Mapping[str, Any]) -> Terms:
        srid = None
        if self.source.positioned:
            sample = self._sample(content, headers)
            srid, notice = positions.choose_srid(content.srid, self.srid, headers, sample, self.profile)
            self.notices.extend([notice] if notice else [])
        terms = Terms(self.profile, settings, srid, self.now, synthetic=self.batch.synthetic)
        return (
            terms
            if self.source.learn is None
            else replace(terms, known=self.source.learn(self.session, terms))
        )

    def _sample(self, content: FileContent, headers: Mapping[str, str]) -> Iterator[Record]:
        for raw, _ in zip(content.records(), range(1000), strict=False):
            yield _record(raw, headers)

    def _rows(
        self, content: FileContent, headers: Mapping[str, str], terms: Terms
    ) -> Iterator[tuple[int, Row]]:
        """Yield what parses and is clean; what is not is rejected with row, column and reason."""
        texts = screening.free_texts(self.source)
        for raw in content.records():
            self.rows_read += 1
            if raw.fault is not None:
                self.rejected.append(Rejection(self.name, raw.number, "", raw.fault))
                continue
            record = _record(raw, headers, terms.mapped)
            try:
                row = self.source.parse(record, terms)
                self._screen(texts, record, row, terms)
            except LeftOutError as left:
                terms.notes.add(record.number, left.reason)
                self.left_out += 1
                continue
            except InvalidError as error:
                self._reject(record, error)
                continue
            yield raw.number, row

    def _screen(self, texts: tuple[Column, ...], record: Record, row: Row, terms: Terms) -> None:
        """Raise InvalidError where a text of the row seems to hold personal data; note one reviewed."""
        doubtful = screening.doubtful_cell(texts, row)
        if doubtful is None:
            return
        if not terms.settings[screening.SETTING.name]:
            raise doubtful.refusal()
        terms.notes.add(record.number, doubtful.remark(record.headers))

    def _reject(self, record: Record, error: InvalidError) -> None:
        name = error.field or ""
        column = self.source.column(name)
        value = None
        if column is not None and not column.words and record.has(name):
            value = masked(str(record.values[name]))[:LONGEST_VALUE]
        header = record.headers.get(name, name)
        self.rejected.append(Rejection(self.name, record.number, header, error.reason, value))

    def _check(self, content: FileContent, headers: Mapping[str, str], terms: Terms) -> None:
        """Check all staged rows at once; rejected rows leave the staged table."""
        if terms.srid is not None:
            self._check_positions(content, headers, terms)
        if self.source.prepare is not None:
            self.notices.extend(self.source.prepare(self.session, terms))
        if "source_key" in self.source.staged:
            column = headers.get("source_key", "source_key")
            self._reject_found(statement(__package__, "repeated_keys"), column, _TWICE, terms)
        for check in self.source.checks:
            found = self._statement(check.statement)
            column = headers.get(check.column, check.column)
            if check.whole_file:
                rows = self.session.execute(found, self._parameters(terms)).all()
                for row in rows:
                    self._refuse(check.reason.format(value=row.value), column=column)
            else:
                self._reject_found(found, column, check.reason, terms)

    def _check_positions(self, content: FileContent, headers: Mapping[str, str], terms: Terms) -> None:
        srid = terms.srid or 0
        box = positions.box_in(srid, self.profile)
        if box is None:
            raise InvalidError(_UNUSABLE_CRS.format(srid=srid))
        column = next((headers[name] for name in ("x", "lon", "wkt") if name in headers), "geometry")
        placed = self.session.scalar(text("SELECT count(shape) FROM staged"))
        outside = self._reject_found(
            statement(__package__, f"{self.source.box_of}_outside_city"),
            column,
            _OUTSIDE.format(srid=srid),
            terms,
            box=box,
        )
        if outside and outside == placed:
            sample = self._sample(content, headers)
            proposal = positions.proposal(sample, self.profile, besides=srid)
            self._refuse(_ALL_OUTSIDE.format(srid=srid, proposal=proposal), column=column)

    def _reject_found(
        self,
        found: TextClause,
        column: str,
        reason: Text,
        terms: Terms,
        box: tuple[float, float, float, float] = (0, 0, 0, 0),
    ) -> int:
        """Reject the staged rows that a statement finds; return how many."""
        edges = dict(zip(("xmin", "ymin", "xmax", "ymax"), box, strict=True))
        rows = self.session.execute(found, {**self._parameters(terms), **edges}).all()
        for row in rows:
            filled = reason.format(value=row.value)
            self.rejected.append(Rejection(self.name, row.row_number, column, filled))
        if rows:
            gone = text("DELETE FROM staged WHERE row_number = ANY(:numbers)")
            self.session.execute(gone, {"numbers": [row.row_number for row in rows]})
        return len(rows)

    def _publish(self, terms: Terms) -> tuple[int, dict[str, Any]]:
        """Move the staged rows to their table; return how many are new or changed, and quality figures."""
        self.session.add(self.batch)
        self.session.flush()
        parameters = self._parameters(terms)
        ended: list[Any] = []
        if self.source.ends is not None:
            ended = list(self.session.scalars(self._statement(self.source.ends), parameters))
        outcome = publish(self.session, self.source, self.batch, parameters)
        if self.source.conclude is not None:
            self.notices.extend(self.source.conclude(self.session, terms, self.batch))
        counted = {"left_out": self.left_out, "ended": len(ended)}
        quality: dict[str, Any] = {name: number for name, number in counted.items() if number}
        if self.source.quality is not None:
            quality |= self.session.execute(self._statement(self.source.quality), parameters).scalar_one()
        self.batch.srid = terms.srid
        self.batch.rows_read = self.rows_read
        self.batch.rows_stored = outcome.stored
        self.batch.rows_unchanged = outcome.offered - outcome.stored
        self.batch.rows_rejected = len(self.rejected)
        self.batch.replaced = [*ended, *outcome.replaced]
        return outcome.stored, quality

    def _told(self, terms: Terms, stored: int, quality: dict[str, Any]) -> FileReport:
        self.notices.extend(terms.notes.notices())
        self.rejected.sort(key=lambda rejection: rejection.row or 0)
        noticed = [{"sv": notice.sv, "en": notice.en} for notice in self.notices]
        self.batch.quality = {**quality, "notices": noticed}
        if single := [rejection for rejection in self.rejected if rejection.row is not None]:
            self.session.execute(insert(ImportRejection), [self._kept(rejection) for rejection in single])
        self.session.flush()
        return FileReport(
            file=self.name,
            sha256=self.batch.sha256,
            srid=terms.srid,
            rows_read=self.rows_read,
            stored=stored,
            unchanged=self.batch.rows_unchanged,
            rejected=tuple(self.rejected),
            notices=tuple(self.notices),
            quality=quality,
            batch_id=self.batch.id,
        )

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


def _record(raw: RawRecord, headers: Mapping[str, str], mapped: Mappings = NO_MAPPINGS) -> Record:
    values = {name: raw.values.get(header) for name, header in headers.items()}
    called = (
        {name: raw.called.get(header, header) for name, header in headers.items()} if raw.called else headers
    )
    return Record(raw.number, values, called, raw.shape, mapped)
