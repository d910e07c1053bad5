from collections.abc import Callable

import alembic.command
import pytest
from sqlalchemy import Connection, create_engine, inspect

from geodata import city
from geodata.city import CityProfile
from geodata.database import migration_config, upgrade
from geodata.guards import take_down


@pytest.fixture
def connection(city_database: Callable[[CityProfile], str]):
    engine = create_engine(city_database(city.load(city.shipped("malmo"))))
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def test_the_migrations_go_up_down_and_up_again(connection: Connection):
    profile = city.load(city.shipped("malmo"))
    config = migration_config(connection, profile)
    take_down(connection)
    alembic.command.downgrade(config, "base")
    assert set(inspect(connection).get_table_names()) == {"alembic_version", "spatial_ref_sys"}
    alembic.command.upgrade(config, "head")
    assert "incident" in inspect(connection).get_table_names("police")


def test_the_migrated_tables_are_those_of_the_models(connection: Connection):
    alembic.command.check(migration_config(connection, city.load(city.shipped("malmo"))))


def test_area_kinds_follow_the_profile(city_database: Callable[[CityProfile], str]):
    profile = city.load(city.shipped("city_of_london"))
    url = city_database(profile)
    upgrade(url, profile)
    engine = create_engine(url)
    with engine.connect() as connection:
        kinds = connection.exec_driver_sql("SELECT code FROM area_kind ORDER BY rank").scalars().all()
        srid = connection.exec_driver_sql("SELECT metric_srid()").scalar_one()
    engine.dispose()
    assert kinds == ["ward", "borough", "police_force"]
    assert srid == 27700
