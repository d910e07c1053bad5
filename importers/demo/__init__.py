"""The demo city: Malmö with schematic areas, and everything else invented, seeded and marked synthetic."""

from importers.demo.loading import DemoReport, is_empty, load
from importers.demo.people import ACCOUNTS, PASSWORD, Account
from importers.demo.seeding import SEED

__all__ = ["ACCOUNTS", "PASSWORD", "SEED", "Account", "DemoReport", "is_empty", "load"]
