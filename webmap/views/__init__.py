"""The pages, one module per noun. A new one is one module and one line here."""

from webmap.views import accounts, city_map, health, tiles

BLUEPRINTS = (
    accounts.blueprint,
    city_map.blueprint,
    health.blueprint,
    tiles.blueprint,
)
