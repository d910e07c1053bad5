"""Which EPSG number a file's own statement of its coordinate reference system means."""

from dataclasses import dataclass

import pyproj

from geodata.crs import LONLAT
from geodata.text import Text

# Enough that name, ellipsoid and projection agree although the statement carries no number.
_CONFIDENCE = 25

_MATCHED = Text(
    sv="Filen anger koordinatsystemet ”{name}” utan nummer; det motsvarar EPSG:{srid}.",
    en="The file states the coordinate reference system “{name}” without a number; it matches EPSG:{srid}.",
)


@dataclass(frozen=True, slots=True)
class StatedSystem:
    """The EPSG number of a file, and a notice when it was found by matching."""

    srid: int
    notices: tuple[Text, ...] = ()


def srid_of(statement: str) -> StatedSystem | None:
    """Return the EPSG number of a URN, an authority code or WKT; None where no number fits.

    CRS84 is longitude and latitude like EPSG:4326 here: files give x before y, whatever the registry says.
    """
    try:
        system = pyproj.CRS.from_user_input(statement)
    except pyproj.exceptions.CRSError:
        return None
    if system.to_authority() == ("OGC", "CRS84"):
        return StatedSystem(LONLAT)
    certain = system.to_epsg(min_confidence=100)
    if certain is not None:
        return StatedSystem(certain)
    likely = system.to_epsg(min_confidence=_CONFIDENCE)
    if likely is None:
        return None
    return StatedSystem(likely, (_MATCHED.format(name=system.name, srid=likely),))
