from pathlib import Path

import pytest

from geodata import city
from geodata.errors import SetupError

MALMO = city.shipped("malmo").read_text(encoding="utf-8")


def profile(folder: Path, k: int) -> city.CityProfile:
    path = folder / "city.toml"
    path.write_text(MALMO.replace("smallest_count = 5", f"smallest_count = {k}"), encoding="utf-8")
    return city.load(path)


def test_three_is_the_smallest_k(tmp_path: Path):
    assert profile(tmp_path, 3).smallest_count == 3


@pytest.mark.parametrize("k", [0, 1, 2])
def test_a_k_whose_legend_would_tell_the_count_is_refused(tmp_path: Path, k: int):
    with pytest.raises(SetupError, match="smallest_count must be a whole number, at least 3"):
        profile(tmp_path, k)


def test_points_that_are_no_positions_are_pairs_of_degrees(tmp_path: Path):
    path = tmp_path / "city.toml"
    path.write_text(MALMO.replace("[13.003822, 55.604981]", "[118050, 6163050]"), encoding="utf-8")
    with pytest.raises(SetupError, match="no_position_points must be pairs of longitude and latitude"):
        city.load(path)
    assert city.load(city.shipped("malmo")).no_position_points[0] == (13.003822, 55.604981)
