"""How each crime group behaves in the demo: its share, season, week and day, and what is often unknown."""

from dataclasses import dataclass

# Relative weight of the 24 hours, local time.
NIGHT = (9, 9, 8, 6, 4, 2, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 4, 5, 6, 7, 8, 9)
EVENING = (4, 3, 2, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 4, 5, 6, 7, 8, 9, 9, 9, 8, 6)
DAYTIME = (1, 1, 1, 1, 1, 1, 2, 3, 4, 5, 6, 7, 8, 8, 8, 8, 8, 7, 6, 5, 4, 3, 2, 1)
AWAY_FROM_HOME = (3, 3, 2, 2, 1, 1, 2, 4, 5, 6, 6, 6, 6, 6, 5, 5, 5, 6, 6, 6, 5, 5, 4, 4)
ROUND_THE_CLOCK = (5, 5, 4, 3, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 5, 5, 6, 6, 6, 6, 7, 7, 7, 6)

# Relative weight of Monday to Sunday.
EVERY_DAY = (1.0, 1.0, 1.0, 1.0, 1.1, 1.1, 1.0)
WEEKEND = (0.8, 0.8, 0.8, 0.9, 1.4, 1.7, 1.3)
WORKDAYS = (1.1, 1.1, 1.1, 1.1, 1.1, 0.8, 0.6)


@dataclass(frozen=True, slots=True)
class CrimeProfile:
    """One crime group.

    `share` is its part of all events; `season` how much its peak month lies above the year's mean, 0 for
    none, and `peak_month` when; `without_position` and `without_time` are shares of its events.
    `categories` are the wordings of the imagined source.
    """

    group: str
    share: float
    season: float
    peak_month: int
    hours: tuple[int, ...]
    weekdays: tuple[float, ...]
    without_position: float
    without_time: float
    categories: tuple[str, ...]


CRIME_PROFILES = (
    CrimeProfile(
        "outdoor_violence",
        0.065,
        0.20,
        7,
        NIGHT,
        WEEKEND,
        0.04,
        0.02,
        ("Misshandel utomhus", "Slagsmål utomhus"),
    ),
    CrimeProfile("robbery", 0.020, 0.15, 11, NIGHT, WEEKEND, 0.03, 0.01, ("Personrån",)),
    CrimeProfile(
        "threats_and_molestation",
        0.070,
        0.05,
        5,
        EVENING,
        EVERY_DAY,
        0.08,
        0.06,
        ("Olaga hot", "Ofredande"),
    ),
    CrimeProfile(
        "vandalism",
        0.150,
        0.10,
        4,
        ROUND_THE_CLOCK,
        WEEKEND,
        0.05,
        0.18,
        ("Skadegörelse på motorfordon", "Skadegörelse, annan"),
    ),
    CrimeProfile("graffiti", 0.050, 0.15, 4, NIGHT, EVERY_DAY, 0.04, 0.20, ("Klotter",)),
    CrimeProfile("arson", 0.012, 0.15, 5, NIGHT, WEEKEND, 0.02, 0.03, ("Skadegörelse genom brand",)),
    CrimeProfile(
        "vehicle_crime",
        0.130,
        0.08,
        11,
        NIGHT,
        EVERY_DAY,
        0.05,
        0.12,
        ("Stöld ur motorfordon", "Biltillgrepp", "Tillgrepp av moped"),
    ),
    CrimeProfile("bicycle_theft", 0.130, 0.35, 8, AWAY_FROM_HOME, EVERY_DAY, 0.15, 0.18, ("Cykelstöld",)),
    CrimeProfile(
        "theft_from_person", 0.070, 0.10, 7, EVENING, WEEKEND, 0.14, 0.05, ("Fickstöld", "Väskryckning")
    ),
    CrimeProfile(
        "other_theft", 0.080, 0.05, 6, DAYTIME, WORKDAYS, 0.10, 0.10, ("Stöld, annan", "Stöld från lokal")
    ),
    CrimeProfile(
        "residential_burglary",
        0.040,
        0.15,
        12,
        AWAY_FROM_HOME,
        WORKDAYS,
        0.02,
        0.15,
        ("Inbrott i villa", "Inbrott i lägenhet", "Inbrott i källare"),
    ),
    CrimeProfile(
        "other_burglary",
        0.050,
        0.10,
        11,
        NIGHT,
        EVERY_DAY,
        0.02,
        0.15,
        ("Inbrott i butik", "Inbrott i förråd"),
    ),
    CrimeProfile("drugs", 0.050, 0.05, 9, EVENING, EVERY_DAY, 0.05, 0.01, ("Innehav av narkotika",)),
    CrimeProfile(
        "traffic_offences",
        0.033,
        0.05,
        6,
        DAYTIME,
        EVERY_DAY,
        0.06,
        0.01,
        ("Olovlig körning", "Rattfylleri"),
    ),
    CrimeProfile(
        "possession_of_weapons", 0.010, 0.0, 6, EVENING, WEEKEND, 0.05, 0.01, ("Brott mot knivlagen",)
    ),
    CrimeProfile(
        "anti_social_behaviour",
        0.040,
        0.25,
        7,
        EVENING,
        WEEKEND,
        0.06,
        0.02,
        ("Störande ordning", "Ordningsstörning på allmän plats"),
    ),
)
