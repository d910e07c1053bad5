"""Which files the data came in with: what a file that leaves the system is traced back to."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from geodata.questions.asking import rows


@dataclass(frozen=True, slots=True)
class Dataset:
    """What one source brought in: the number of files in force, and when the newest came."""

    source: str
    files: int
    newest: datetime


def datasets(session: Session) -> tuple[Dataset, ...]:
    """Return the datasets by the code of their source; empty where everything was entered by hand."""
    return tuple(Dataset(**row) for row in rows(session, "datasets"))
