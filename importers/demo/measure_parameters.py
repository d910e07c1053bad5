"""Plausible parameters for each type of measure: what a planner would have filled in."""

from collections.abc import Callable
from datetime import date, timedelta

import numpy as np

Parameters = dict[str, object]
Draw = Callable[[np.random.Generator, date], Parameters]


def drawn(type_code: str, randomness: np.random.Generator, start: date) -> Parameters:
    """Return invented parameters for a measure of this type that starts at `start`.

    Raises KeyError for a type that the demo does not know.
    """
    return _DRAWS[type_code](randomness, start)


def _whole(randomness: np.random.Generator, low: int, high: int) -> int:
    return int(randomness.integers(low, high, endpoint=True))


def _light(randomness: np.random.Generator, _start: date) -> Parameters:
    before = round(float(randomness.uniform(1.5, 5.0)), 1)
    return {
        "points": _whole(randomness, 4, 40),
        "watt": _whole(randomness, 20, 60),
        "colour_temperature_k": 3000,
        "colour_rendering_ra": 80,
        "height_m": 4.5,
        "lighting_class": str(randomness.choice(["p2", "p3", "p4"])),
        "mean_lux_before": before,
        "mean_lux_after": round(before + float(randomness.uniform(3.0, 6.0)), 1),
        "vegetation_checked": bool(randomness.random() < 0.7),
    }


def _dimming(randomness: np.random.Generator, _start: date) -> Parameters:
    return {"points": _whole(randomness, 10, 60), "dimming_profile": "23-05 till 50 %, fullt vid rörelse"}


def _repair(randomness: np.random.Generator, _start: date) -> Parameters:
    return {"points": _whole(randomness, 1, 8)}


def _clearing(randomness: np.random.Generator, start: date) -> Parameters:
    return {
        "area_m2": _whole(randomness, 200, 3000),
        "shrub_height_m": 0.8,
        "crown_clearance_m": 2.5,
        "ecology_checked": True,
        "lighting_checked": bool(randomness.random() < 0.6),
        "next_cut_on": (start + timedelta(days=730)).isoformat(),
    }


def _underpass(randomness: np.random.Generator, _start: date) -> Parameters:
    return {"length_m": _whole(randomness, 8, 40), "width_m": 4, "wall_colour": "vit", "new_light": True}


def _calming(randomness: np.random.Generator, _start: date) -> Parameters:
    v85 = _whole(randomness, 38, 52)
    return {
        "count": _whole(randomness, 1, 4),
        "limit_before_kmh": 40,
        "limit_after_kmh": 40,
        "v85_before_kmh": v85,
        "v85_after_kmh": v85 - _whole(randomness, 3, 12),
    }


def _crossing(randomness: np.random.Generator, _start: date) -> Parameters:
    return {
        "crossing_type": str(randomness.choice(["speed_secured", "raised", "zebra", "signal"])),
        "width_m": 4,
    }


def _limit(_randomness: np.random.Generator, _start: date) -> Parameters:
    return {"limit_before_kmh": 50, "limit_after_kmh": 40, "regulation_reference": "LTF demo 2014:7"}


def _display(randomness: np.random.Generator, _start: date) -> Parameters:
    return {"count": 1, "criterion": str(randomness.choice(["accident_prone", "speeding", "school"]))}


def _path(randomness: np.random.Generator, _start: date) -> Parameters:
    return {"length_m": _whole(randomness, 80, 900), "width_m": 3.5}


def _closing(_randomness: np.random.Generator, _start: date) -> Parameters:
    return {"closing_type": "summer_street", "period": "maj-september", "hours": "dygnet runt"}


def _school_route(_randomness: np.random.Generator, _start: date) -> Parameters:
    return {"school": "Grundskola G1 (demo)", "description": "ny avlämningsplats och separerad gångväg"}


def _upkeep(randomness: np.random.Generator, _start: date) -> Parameters:
    return {
        "rounds_per_week": _whole(randomness, 1, 7),
        "response_hours": 24,
        "area_m2": _whole(randomness, 200, 5000),
    }


def _inspection(randomness: np.random.Generator, _start: date) -> Parameters:
    return {"visits": _whole(randomness, 2, 20), "subject": "serveringstider"}


def _cameras(randomness: np.random.Generator, start: date) -> Parameters:
    return {
        "cameras": _whole(randomness, 2, 8),
        "responsible": "Gatukontoret",
        "hours": "20-06",
        "balancing_reference": "DEMO-2014-118",
        "alternatives": "belysning och tätare städning prövades först",
        "signage": True,
        "decided_on": (start - timedelta(days=60)).isoformat(),
        "review_on": (start + timedelta(days=270)).isoformat(),
    }


def _owners(randomness: np.random.Generator, _start: date) -> Parameters:
    return {"members": _whole(randomness, 6, 40), "agreement": "avtal om gemensam skötsel"}


def _presence(randomness: np.random.Generator, _start: date) -> Parameters:
    kinds = ["foot_patrol", "hotspot_patrol", "field_workers", "night_walkers", "safety_hosts"]
    return {
        "presence_type": str(randomness.choice(kinds)),
        "passes": _whole(randomness, 20, 300),
        "daypart": str(randomness.choice(["evening", "late_evening", "night"])),
    }


def _guards(_randomness: np.random.Generator, start: date) -> Parameters:
    return {
        "permit_number": "DEMO-OV-14",
        "valid_from": start.isoformat(),
        "valid_to": (start + timedelta(days=730)).isoformat(),
        "hours_per_week": 40,
    }


def _furniture(randomness: np.random.Generator, _start: date) -> Parameters:
    return {
        "furniture": str(randomness.choice(["benches", "litter_bins", "toilet", "play"])),
        "added": _whole(randomness, 1, 8),
        "removed": 0,
        "reason": "fler ska kunna stanna och vila",
    }


def _activation(randomness: np.random.Generator, _start: date) -> Parameters:
    kinds = ["summer_square", "event", "gardening", "outdoor_serving"]
    return {"activity": str(randomness.choice(kinds)), "days": _whole(randomness, 3, 120)}


def _walk(randomness: np.random.Generator, start: date) -> Parameters:
    return {
        "held_on": start.isoformat(),
        "participants": _whole(randomness, 8, 35),
        "organiser": "Stadsområdesförvaltningen",
    }


def _social(randomness: np.random.Generator, _start: date) -> Parameters:
    return {"target_group": "ungdomar 13-17 år", "sessions": _whole(randomness, 10, 60)}


def _information(randomness: np.random.Generator, _start: date) -> Parameters:
    return {"reach": _whole(randomness, 200, 5000)}


def _training(randomness: np.random.Generator, _start: date) -> Parameters:
    return {"participants": _whole(randomness, 12, 80)}


_DRAWS: dict[str, Draw] = {
    "BEL_NY": _light,
    "BEL_LED": _light,
    "BEL_STYR": _dimming,
    "BEL_REP": _repair,
    "VEG": _clearing,
    "TUN": _underpass,
    "FART_MALMO": _calming,
    "FART_PLATA": _calming,
    "FART_VAGKUDDE": _calming,
    "FART_BUSSKUDDE": _calming,
    "FART_AVSMALNING": _calming,
    "FART_REFUG": _calming,
    "PASS": _crossing,
    "HAST": _limit,
    "DISP": _display,
    "GCV": _path,
    "STANG": _closing,
    "SKOL": _school_route,
    "STAD": _upkeep,
    "KLOT": _upkeep,
    "TILL": _inspection,
    "KAM": _cameras,
    "BID": _owners,
    "NAR": _presence,
    "OV": _guards,
    "MOB": _furniture,
    "AKT": _activation,
    "VAN": _walk,
    "SOC": _social,
    "INFO": _information,
    "KOMP": _training,
}

DRAWN_TYPES = frozenset(_DRAWS)
"""The types of measures that the demo city has."""
