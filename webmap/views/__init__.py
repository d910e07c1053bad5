"""The pages, one module per noun. A new one is one module and one line here."""

from webmap.views import (
    accounts,
    areas,
    city_map,
    evaluations,
    exports,
    health,
    hotspots,
    imports,
    initiatives,
    logs,
    map_export,
    measures,
    places,
    reviews,
    surveys,
    tiles,
)

BLUEPRINTS = (
    accounts.blueprint,
    areas.blueprint,
    city_map.blueprint,
    evaluations.blueprint,
    exports.blueprint,
    health.blueprint,
    hotspots.blueprint,
    imports.blueprint,
    initiatives.blueprint,
    logs.blueprint,
    map_export.blueprint,
    measures.blueprint,
    places.blueprint,
    reviews.blueprint,
    surveys.blueprint,
    tiles.blueprint,
)
