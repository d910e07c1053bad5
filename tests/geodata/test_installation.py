from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from geodata import city
from geodata.city import CityProfile
from geodata.embedded import Cluster
from geodata.errors import SetupError
from geodata.guards import WEB_LOGIN
from geodata.installation import Installation, data_folder


def test_the_data_folder_is_var_unless_named(tmp_path: Path):
    assert data_folder({}) == Path("var").absolute()
    assert data_folder({"TRYGGKARTA_HOME": str(tmp_path)}) == tmp_path


def opened(database_url: str, home: Path, profile: CityProfile) -> Installation:
    return Installation(home, profile, environment={"DATABASE_URL": database_url})


def test_a_given_database_gets_a_web_login_that_owns_nothing(
    city_database, malmo: CityProfile, tmp_path: Path
):
    with opened(city_database(malmo), tmp_path, malmo) as installation:
        engine = create_engine(installation.web_url)
        with engine.connect() as connection:
            login, rights = connection.execute(
                text(
                    "SELECT rolname, rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole FROM pg_roles"
                    " WHERE rolname = current_user"
                )
            ).one()
            owned = connection.scalar(
                text("SELECT count(*) FROM pg_class WHERE relowner = CAST(current_user AS regrole)")
            )
        engine.dispose()
    assert (login, rights, owned) == (WEB_LOGIN, False, 0)
    assert (tmp_path / "web-login").stat().st_mode & 0o077 == 0


def test_another_city_s_database_is_refused_in_one_sentence(
    city_database, malmo: CityProfile, tmp_path: Path
):
    london = city.load(city.shipped("city_of_london"))
    with pytest.raises(SetupError, match="measures in EPSG:3008 but the city profile of City of London says"):
        opened(city_database(malmo), tmp_path, london).__enter__()


@pytest.mark.parametrize("address", ["mysql://a/b", "no address"])
def test_an_address_of_something_else_is_refused(address: str, tmp_path: Path, malmo: CityProfile):
    with pytest.raises(SetupError, match="no PostgreSQL address"):
        opened(address, tmp_path, malmo).__enter__()


def test_a_server_that_does_not_answer_is_refused(tmp_path: Path, malmo: CityProfile):
    with pytest.raises(SetupError, match="The database does not answer"):
        opened(f"postgresql://nobody@/nothing?host={tmp_path}", tmp_path, malmo).__enter__()


def test_two_programs_may_open_the_same_city_at_once(
    city_database, malmo: CityProfile, cluster: Cluster, tmp_path: Path
):
    cluster.create_database("test_race")
    try:
        with ThreadPoolExecutor(2) as pool:
            both = [
                pool.submit(opened(cluster.url("test_race"), tmp_path, malmo).__enter__) for _ in range(2)
            ]
            assert [future.result().owner_url.database for future in both] == ["test_race", "test_race"]
    finally:
        cluster.drop_database("test_race")
