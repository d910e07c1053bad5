from datetime import UTC, datetime

import numpy as np
import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from geodata.analysis.clock import light_class, sun_elevation


@pytest.mark.parametrize("place", [(13.0, 55.6), (-0.09, 51.51), (20.2, 67.85)])
def test_the_database_and_the_statistics_see_the_same_sun(session: Session, place: tuple[float, float]):
    lon, lat = place
    seconds = np.random.default_rng(7).integers(0, 2_000_000_000, 500)
    rows = session.execute(
        text(
            "SELECT sun_elevation(to_timestamp(s), :lon, :lat), light_class(to_timestamp(s), :lon, :lat)"
            " FROM unnest(CAST(:seconds AS bigint[])) WITH ORDINALITY AS t(s, n) ORDER BY n"
        ),
        {"lon": lon, "lat": lat, "seconds": seconds.tolist()},
    ).all()
    times = seconds.astype("datetime64[s]")
    elevations = sun_elevation(times, np.full(500, lon), np.full(500, lat))
    assert np.abs(elevations - [row[0] for row in rows]).max() < 1e-6
    assert light_class(times, np.full(500, lon), np.full(500, lat)).tolist() == [row[1] for row in rows]


@pytest.mark.parametrize(
    ("hours", "light"), [(0, "day"), (1, "day"), (5, "unknown"), (7, "unknown")], ids=str
)
def test_an_interval_has_a_light_only_where_both_ends_agree(session: Session, hours: int, light: str):
    # 15 December in Malmö: the sun sets at 15:35 local time, 14:35 UTC.
    start = datetime(2014, 12, 15, 12, tzinfo=UTC)
    found = session.scalar(
        text("SELECT light_of(:start, CAST(:start AS timestamptz) + make_interval(hours => :hours), NULL)"),
        {"start": start, "hours": hours},
    )
    assert found == light
