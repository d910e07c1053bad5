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
<<<<<<< webmap/views/__init__.py
    photos,
=======
    own_account,
>>>>>>> /tmp/land.new
    places,
    reviews,
    single_sign_on,
    surveys,
    tiles,
    users,
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
<<<<<<< webmap/views/__init__.py
    photos.blueprint,
=======
    own_account.blueprint,
>>>>>>> /tmp/land.new
    places.blueprint,
    reviews.blueprint,
    single_sign_on.blueprint,
    surveys.blueprint,
    tiles.blueprint,
    users.blueprint,
)
