"""What an observation is about (DOMAIN §6.2): surroundings and acts, never groups of people (BR-04)."""

from dataclasses import dataclass

from geodata.codes.code_list import Code, CodeList
from geodata.text import Text


@dataclass(frozen=True, slots=True)
class ObservationCategory(Code):
    """One thing that can be observed; `polarity` is a code of POLARITIES."""

    polarity: str = "unsafe"


OBSERVATION_CATEGORIES = CodeList(
    name=Text("iakttagelsekategorier", "observation categories"),
    field="category",
    values=(
        ObservationCategory("poor_lighting", Text("dålig belysning", "poor lighting")),
        ObservationCategory("broken_lighting", Text("trasig belysning", "broken lighting")),
        ObservationCategory("blocked_sight", Text("skymd sikt, växtlighet", "blocked sight, vegetation")),
        ObservationCategory(
            "entrapment", Text("instängt, svårt att ta sig undan", "enclosed, hard to get away")
        ),
        ObservationCategory("deserted", Text("ödsligt, folktomt", "deserted")),
        ObservationCategory("littering", Text("nedskräpning", "littering")),
        ObservationCategory("graffiti", Text("klotter", "graffiti")),
        ObservationCategory("vandalism", Text("skadegörelse", "vandalism")),
        ObservationCategory("fire", Text("brand, brandspår", "fire, traces of fire")),
        ObservationCategory("broken_equipment", Text("trasig utrustning", "broken equipment")),
        ObservationCategory("speeding", Text("hög fart", "speeding")),
        ObservationCategory("dangerous_crossing", Text("farlig passage", "dangerous crossing")),
        ObservationCategory(
            "reckless_riding",
            Text(
                "buskörning med moped, mc eller elsparkcykel",
                "reckless riding of mopeds, motorcycles or e-scooters",
            ),
        ),
        ObservationCategory(
            "obstructive_parking", Text("felparkering som skymmer", "parking that blocks the view")
        ),
        ObservationCategory(
            "drunken_disturbance", Text("störningar av berusade", "disturbance by intoxicated persons")
        ),
        ObservationCategory(
            "open_drug_dealing",
            Text("öppen narkotikahantering (misstänkt)", "open drug dealing (suspected)"),
        ),
        ObservationCategory("fighting", Text("bråk, slagsmål", "quarrels, fights")),
        ObservationCategory(
            "disorderly_gathering", Text("grupper som stör ordningen", "gatherings that disturb public order")
        ),
        ObservationCategory("harassment", Text("trakasserier, antastande", "harassment")),
        ObservationCategory("threat", Text("hot", "threats")),
        ObservationCategory("noise", Text("buller", "noise")),
        ObservationCategory("dangerous_object", Text("farligt föremål", "dangerous object")),
        ObservationCategory("hard_to_find_the_way", Text("svår orientering", "hard to find the way")),
        ObservationCategory("inaccessible", Text("otillgängligt", "inaccessible")),
        ObservationCategory("event", Text("arrangemang", "event"), polarity="neutral"),
        ObservationCategory("well_lit", Text("väl belyst", "well lit"), polarity="safe"),
        ObservationCategory("public_life", Text("folkliv", "public life"), polarity="safe"),
        ObservationCategory("good_overview", Text("god överblick", "good overview"), polarity="safe"),
        ObservationCategory("well_kept", Text("välskött", "well kept"), polarity="safe"),
        ObservationCategory(
            "pleasant_meeting_place", Text("trivsam mötesplats", "pleasant meeting place"), polarity="safe"
        ),
        ObservationCategory("other", Text("annat", "other"), polarity="neutral"),
    ),
)
