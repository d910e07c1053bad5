"""What is true in the demo: the effects that are built into its incidents, so that answers can be checked.

An effect acts on the positions as recorded, after their geocoding error: in the 150 m around the measure
and from its first day on, the stated share of the events is taken away, of each light class that the effect
concerns. Events without a position, and for effects in the dark those at an unknown time, are untouched.

Everything else is plain chance: the events that the effects act on are drawn like all others, so one demo
is one draw. The shipped seed is chosen, though it was the first tried: the demo shall teach the ordinary
case, so with it every truth of decrease-* and displaced-* lies inside its 95 % interval, and no clear change
is claimed where nothing was done. Both hold for 11 of the 16 seeds 2012 to 2027. Over these the truth lay
inside in 152 of 160 evaluations of measurable effects (docs/demo_effects.md).
"""

from dataclasses import dataclass
from datetime import date

STARTED_ON = date(2014, 7, 1)
"""All built-in effects begin in the middle of the period: 18 months before, 18 months after."""

REACH_METRES = 150.0
RING_METRES = 400.0


@dataclass(frozen=True, slots=True)
class Effect:
    """One built-in effect and the measure that has it (`source` "demo", `source_key` the effect's key).

    `ratio` is what remains of the events within REACH_METRES, 1 for no effect; `displaced_share` of those
    taken away turn up in the ring out to RING_METRES instead. `light` limits the effect to "dark".
    `events_per_month` is the place's level without the effect, within REACH_METRES and with a position.
    `measurable`: whether there are events enough to see the effect; else the answer is "cannot be said".
    """

    key: str
    measure_name: str
    measure_type: str
    place_name: str
    place_kind: str
    ratio: float = 1.0
    displaced_share: float = 0.0
    light: str | None = None
    events_per_month: float = 14.0
    measurable: bool = True

    @property
    def kind(self) -> str:
        """Return the effect in one word: none, decrease, displaced or dark."""
        if self.ratio == 1:
            return "none"
        if self.displaced_share:
            return "displaced"
        return "dark" if self.light == "dark" else "decrease"


EFFECTS = (
    Effect("none-1", "LED-byte vid GC-tunnel D3", "BEL_LED", "GC-tunnel D3", "underpass"),
    Effect("none-2", "Siktröjning i parkstråk 12", "VEG", "Parkstråk 12", "green_corridor"),
    Effect("none-3", "Bänkar vid hållplats H7", "MOB", "Hållplats H7", "stop"),
    Effect("none-4", "Städpatrull vid parkering P21", "STAD", "Parkering P21", "car_park"),
    Effect(
        "decrease-1",
        "Upprustning av GC-tunnel K1",
        "TUN",
        "GC-tunnel K1",
        "underpass",
        ratio=0.65,
        events_per_month=24,
    ),
    Effect(
        "decrease-2",
        "Trygghetsvärdar vid centrumanläggning C4",
        "NAR",
        "Centrumanläggning C4",
        "local_centre",
        ratio=0.65,
        events_per_month=26,
    ),
    Effect(
        "displaced-1",
        "Kameror vid cykelparkering S2",
        "KAM",
        "Cykelparkering S2",
        "bicycle_parking",
        ratio=0.75,
        displaced_share=1 / 3,
        events_per_month=28,
    ),
    Effect(
        "displaced-2",
        "Fotpatrull i gångstråk G9",
        "NAR",
        "Gångstråk G9",
        "path",
        ratio=0.75,
        displaced_share=1 / 3,
        events_per_month=40,
    ),
    Effect(
        "dark-1",
        "Ny belysning i grönstråk N5",
        "BEL_NY",
        "Grönstråk N5",
        "green_corridor",
        ratio=0.80,
        light="dark",
        events_per_month=24,
    ),
    Effect(
        "dark-2",
        "LED-byte på gångväg V14",
        "BEL_LED",
        "Gångväg V14",
        "path",
        ratio=0.80,
        light="dark",
        events_per_month=24,
    ),
    Effect(
        "few-1",
        "Ny belysning vid lekplats L6",
        "BEL_NY",
        "Lekplats L6",
        "playground",
        ratio=0.65,
        events_per_month=0.8,
        measurable=False,
    ),
    Effect(
        "few-2",
        "Siktröjning vid hundrastplats R3",
        "VEG",
        "Hundrastplats R3",
        "dog_area",
        events_per_month=0.5,
        measurable=False,
    ),
    Effect(
        "few-3",
        "Bänkar vid bro B8",
        "MOB",
        "Bro B8",
        "bridge",
        events_per_month=1.0,
        measurable=False,
    ),
)
