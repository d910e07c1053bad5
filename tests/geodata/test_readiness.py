import pytest
from sqlalchemy import create_engine

from geodata.errors import SetupError
from geodata.readiness import check_city, check_server, check_versions


def test_the_embedded_database_is_fit(connection, malmo):
    check_server(connection)
    check_city(connection, malmo)


def test_a_database_without_postgis_is_refused_with_what_to_run(cluster):
    cluster.drop_database("bare")
    cluster.create_database("bare", template="template1")
    engine = create_engine(cluster.url("bare"))
    with engine.connect() as connection, pytest.raises(SetupError, match=r"bare .*CREATE EXTENSION postgis"):
        check_server(connection)
    engine.dispose()
    cluster.drop_database("bare")


def test_a_database_of_another_metric_system_is_refused(connection, london):
    with pytest.raises(SetupError, match=r"EPSG:3008 .*City of London says EPSG:27700"):
        check_city(connection, london)


def test_a_database_that_is_not_migrated_belongs_to_no_city_yet(cluster, london):
    cluster.drop_database("unmigrated")
    cluster.create_database("unmigrated")
    engine = create_engine(cluster.url("unmigrated"))
    with engine.connect() as connection:
        check_city(connection, london)
    engine.dispose()
    cluster.drop_database("unmigrated")


@pytest.mark.parametrize(
    ("postgresql", "postgis", "sentence"),
    [(14, "3.4.1", "PostgreSQL 14; .* needs 15 or newer"), (15, "3.2.5", "PostGIS is 3.2.5; .* needs 3.3")],
)
def test_an_old_server_is_refused_with_the_version_needed(postgresql, postgis, sentence):
    with pytest.raises(SetupError, match=sentence):
        check_versions(postgresql, postgis)


def test_later_versions_are_welcome():
    check_versions(18, "3.10.0")
