"""The list of places."""

from geodata.codes import PLACE_KINDS, PLACE_STATUSES, POLARITIES
from geodata.questions.lists import place_list
from geodata.text import Text
from webmap.exports.layers.layer import Asking, ExportLayer
from webmap.exports.table import Column, Table, coded

NAME = Text("Platser", "Places")

_COLUMNS = (
    Column("id", Text("Id", "Id")),
    Column("name", Text("Plats", "Place")),
    Column("status", Text("Status", "Status")),
    Column("kind", Text("Typ", "Kind")),
    Column("polarity", Text("Upplevelse", "Experience")),
    Column("reported_on", Text("Rapporterad", "Reported")),
    Column("archived_on", Text("Upphörde", "Ended")),
    Column("lon", Text("Longitud", "Longitude")),
    Column("lat", Text("Latitud", "Latitude")),
)


def _table(asking: Asking) -> Table:
    found = place_list(asking.session, chosen=asking.chosen, reach=asking.reach, page=None).rows
    spots = [(round(place.lon, 6), round(place.lat, 6)) for place in found]
    return Table(
        name=NAME,
        columns=_COLUMNS,
        rows=tuple(
            (
                place.id,
                place.name,
                coded(place.status, PLACE_STATUSES),
                coded(place.kind, PLACE_KINDS),
                coded(place.polarity, POLARITIES),
                place.reported_on,
                place.archived_on,
                *spot,
            )
            for place, spot in zip(found, spots, strict=True)
        ),
        spots=tuple(spots),
    )


PLACES = ExportLayer("places", NAME, entity="place", page="places.index", build=_table, has_spots=True)
