"""Unknown codes of a file on their way to the queue in which people decide what they mean."""

from sqlalchemy.orm import Session

from geodata.edits.code_mappings import UnknownValue, queue_unknown
from importers.report import ImportReport


def let_wait(session: Session, report: ImportReport) -> int:
    """Put the unknown codes of an import in the queue; return how many wait there. The caller commits."""
    unknown = [
        UnknownValue(code.field, code.value, code.rows) for file in report.files for code in file.unknown
    ]
    return queue_unknown(session, report.source, unknown)
