"""The pages, one module per noun. A new one is one module and one line here."""

from webmap.views import accounts, health

BLUEPRINTS = (
    accounts.blueprint,
    health.blueprint,
)
