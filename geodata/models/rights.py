"""Rights as rows: what `geodata.access` says, where the database's own policies read it."""

from sqlalchemy.orm import Mapped, mapped_column

from geodata.models.table import Table


class AccessRight(Table):
    """A role may do `action` with `entity` within `reach` ("city", "areas", "organisation", "author")."""

    __tablename__ = "access_right"

    role: Mapped[str] = mapped_column(primary_key=True)
    entity: Mapped[str] = mapped_column(primary_key=True)
    action: Mapped[str] = mapped_column(primary_key=True)
    reach: Mapped[str] = mapped_column(primary_key=True)


class CrimeForm(Table):
    """The finest form in which a role sees recorded crime; a higher `rank` is finer."""

    __tablename__ = "crime_form"

    role: Mapped[str] = mapped_column(primary_key=True)
    rank: Mapped[int]
    form: Mapped[str]
    cell_metres: Mapped[int]
    shortest_period: Mapped[str]
