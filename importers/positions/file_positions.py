"""In which CRS, and which way round, the positions of a whole file are read: stated, said, or asked for.

A CRS that the file states is checked against the city's box before any row is read: documentation is often
wrong (degrees promised, Web Mercator delivered; latitude before longitude). What would fit is told, and a
person confirms it with `--crs` and `axes`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pyproj
import shapely

from geodata.city import CityProfile
from geodata.crs import LONLAT
from geodata.errors import InvalidError
from geodata.text import Text
from importers.positions import crs_proposals, no_position
from importers.positions.crs_proposals import CrsProposal
from importers.positions.record_shapes import SHAPE_COLUMNS, in_hexadecimal, readable
from importers.source import Record
from importers.where import Ground, Position, Where

_UNKNOWN_CRS = Text(
    sv="EPSG:{srid} är inget känt koordinatsystem.", en="EPSG:{srid} is no known coordinate reference system."
)
_CRS_MISSING = Text(
    sv="Filen säger inte vilket koordinatsystem den har.{proposal} Ange {how}.",
    en="The file does not say which coordinate reference system it is in.{proposal} Give {how}.",
)
_CONTRADICTED = Text(
    sv="{stated}, men så läst ligger {inside} av {of} lägen i staden.{proposal}",
    en="{stated}, but read so {inside} of {of} positions lie in the city.{proposal}",
)
_IF_SO = Text(sv="{proposal} Stämmer det, ange {how}.", en="{proposal} If so, give {how}.")
_SAYS = Text(sv="Filen anger EPSG:{srid}", en="The file says EPSG:{srid}")
_NAMED = Text(
    sv="Kolumnerna heter som longitud och latitud (EPSG:{srid})",
    en="The columns are named as longitude and latitude (EPSG:{srid})",
)
_SAID = Text(sv="Du anger EPSG:{srid}", en="You give EPSG:{srid}")
_OVERRIDDEN = Text(
    sv="Filen anger EPSG:{stated} men läses som EPSG:{given}, som begärt.",
    en="The file says EPSG:{stated} but is read as EPSG:{given}, as asked.",
)
_SEVERAL = Text(
    sv="Raderna anger olika koordinatsystem: {listed}. Ange --crs EPSG:n.",
    en="The rows say different coordinate reference systems: {listed}. Give --crs EPSG:n.",
)


class CrsNotConfirmedError(InvalidError):
    """The CRS of a file's positions must be confirmed by a person; `proposals` are those that would fit."""

    def __init__(self, reason: Text, found: tuple[CrsProposal, ...]) -> None:
        super().__init__(reason)
        self.proposals = found


@dataclass(frozen=True, slots=True)
class _Sample:
    """Points of a file as they are written, and the EPSG numbers that they state of themselves.

    `shaped`: records have shapes of their own, as those of maps do.
    """

    points: tuple[tuple[float, float], ...]
    stated: tuple[int, ...]
    shaped: bool


def where_of(srid: int | None, settings: Mapping[str, Any], ground: Ground, *, said: bool) -> Where:
    """Return how the positions of a file in a CRS are read, by its `settings` and what the database knows.

    `said`: somebody gave the CRS.
    """
    read_in = LONLAT if srid is None else srid
    nowhere = (*ground.nowhere, *no_position.said_nowhere(settings.get("no_position") or ()))
    return Where(
        exchanged=settings.get("axes") == "exchanged",
        said=said,
        nowhere=no_position.boxes(nowhere, read_in),
        placed=_placed(ground, read_in),
    )


def _placed(ground: Ground, srid: int) -> dict[str, Position]:
    """Return the positions of decided places in a CRS; an area is no point, and a place stands for itself."""
    transformer = pyproj.Transformer.from_crs(LONLAT, srid, always_xy=True)
    return {
        wording: Position(
            None
            if place.area_id is not None
            else in_hexadecimal(shapely.Point(transformer.transform(place.lon, place.lat)), srid),
            place.precision,
            place.area_id,
            place.place_id,
        )
        for wording, place in ground.placed.items()
    }


def choose_srid(
    stated: int | None,
    given: int | None,
    columns: Mapping[str, str],
    sample: Iterable[Record],
    city: CityProfile,
    *,
    exchanged: bool = False,
) -> tuple[int | None, Text | None]:
    """Return the EPSG number that a file's positions are in, and a notice where one is due.

    `given` (by the importer's user) goes before what the file has `stated`, which goes before what its rows
    state of themselves; columns called lon and lat are degrees. (None, None) where the file has no positions.

    Raises CrsNotConfirmedError, telling what would fit, where nobody says the CRS, or where one that is
    stated puts at most half of the sample in the city and another more.
    """
    seen = _look(sample)
    if given is not None:
        if not _is_known(given):
            raise InvalidError(_UNKNOWN_CRS.format(srid=given))
        _refuse_contradicted(given, _SAID, seen, city, exchanged=exchanged, only_degrees=True)
        said = stated or (seen.stated[0] if seen.stated else None)
        differs = said is not None and said != given
        return given, _OVERRIDDEN.format(stated=said, given=given) if differs else None
    if len(seen.stated) > 1:
        raise InvalidError(_SEVERAL.format(listed=", ".join(f"EPSG:{srid}" for srid in seen.stated)))
    srid, says = stated or (seen.stated[0] if seen.stated else None), _SAYS
    if srid is None and "lon" in columns and "lat" in columns:
        srid, says = LONLAT, _NAMED
    if srid is not None:
        _refuse_contradicted(srid, says, seen, city, exchanged=exchanged)
        return srid, None
    if not seen.shaped and not columns.keys() & set(SHAPE_COLUMNS):
        return None, None
    found = crs_proposals.proposals(seen.points, city)
    raise CrsNotConfirmedError(_CRS_MISSING.format(how=_how(found, None), proposal=_after(found)), found)


def _look(sample: Iterable[Record]) -> _Sample:
    read: list[tuple[float, float, int]] = []
    shaped = False
    for record in sample:
        shaped = shaped or record.shape is not None
        if (point := readable(record)) is not None:
            read.append(point)
    stated = sorted({srid for _, _, srid in read if srid})
    return _Sample(tuple((x, y) for x, y, _ in read), tuple(stated), shaped)


def _refuse_contradicted(
    srid: int, says: Text, seen: _Sample, city: CityProfile, *, exchanged: bool, only_degrees: bool = False
) -> None:
    """Raise CrsNotConfirmedError where the points do not lie in the city so, but would if read otherwise.

    `only_degrees`: only where they cannot be degrees although they are said to be.
    """
    if only_degrees and not (srid == LONLAT and all(abs(x) > 360 or abs(y) > 360 for x, y in seen.points)):
        return
    points = [(y, x) for x, y in seen.points] if exchanged else seen.points
    inside = crs_proposals.inside(points, srid, city)
    if 2 * inside > len(seen.points):
        return
    found = crs_proposals.proposals(seen.points, city, besides=(srid, exchanged))
    if found:
        told = {"stated": says.format(srid=srid), "inside": inside, "of": len(seen.points)}
        raise CrsNotConfirmedError(_CONTRADICTED.format(**told, proposal=_asked(found, srid)), found)


def _asked(found: tuple[CrsProposal, ...], srid: int) -> Text:
    """Return what is proposed instead of `srid`, after a space, and what to give then."""
    return _IF_SO.format(proposal=_after(found), how=_how(found, srid))


def _how(found: tuple[CrsProposal, ...], srid: int | None) -> str:
    """Return what to give so that a file is read as proposed, where it would be read in `srid` without."""
    if len(found) != 1:
        turned = bool(found) and all(proposal.exchanged for proposal in found)
        return "--crs EPSG:n" + " --set axes=exchanged" * turned
    said = [f"--crs EPSG:{found[0].srid}"] if found[0].srid != srid else []
    said += ["--set axes=exchanged"] if found[0].exchanged else []
    return " ".join(said or ["--set axes=as_written"])


def _after(found: tuple[CrsProposal, ...]) -> Text:
    """Return the sentence of the proposals with a space before it, or nothing."""
    told = crs_proposals.sentence(found)
    return Text(sv=f" {told.sv}".rstrip(), en=f" {told.en}".rstrip())


def _is_known(srid: int) -> bool:
    try:
        pyproj.CRS.from_epsg(srid)
    except pyproj.exceptions.CRSError:
        return False
    return True


def box_in(srid: int, city: CityProfile) -> tuple[float, float, float, float] | None:
    """Return the city's box in another CRS (xmin, ymin, xmax, ymax); None where that cannot be computed."""
    if srid == LONLAT:
        return city.bounding_box
    transformer = pyproj.Transformer.from_crs(LONLAT, srid, always_xy=True)
    box = transformer.transform_bounds(*city.bounding_box, densify_pts=21)
    return box if all(abs(edge) < 1e12 for edge in box) else None  # inf and nan fail too


def proposal(sample: Iterable[Record], city: CityProfile, *, besides: int, exchanged: bool) -> Text:
    """Return in which CRSs most of the sample lies in the city, and what to give then; "" where in none.

    The sentences stand after a space. `besides` and `exchanged` are how the positions have been read.
    """
    found = crs_proposals.proposals(_look(sample).points, city, besides=(besides, exchanged))
    return _asked(found, besides) if found else _after(found)
