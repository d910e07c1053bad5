"""Groups of recorded crime and disorder (DOMAIN §6.5, and the categories of the UK street-crime files).

Where a British category means what a Swedish group means, they share one code; the others stand alone,
so that each of the fourteen British categories is one group, unsplit and unmixed.
"""

from dataclasses import dataclass

from geodata.codes.code_list import Code, CodeList
from geodata.text import Text

FINEST_RELEASES = ("position", "district_year", "city_year")


@dataclass(frozen=True, slots=True)
class CrimeGroup(Code):
    """One group of recorded events.

    `is_proactive`: counts follow police effort, more presence gives more reports.
    `is_crime`: False for events that the police record without a report of crime.
    `finest_release`: the finest form in which anyone may see the group, one of FINEST_RELEASES.
    """

    is_proactive: bool = False
    is_crime: bool = True
    finest_release: str = "position"

    @property
    def city_level_only(self) -> bool:
        """Return whether the group stays off every map, cell and free period.

        It is shown for the whole city by year; by district and year where `finest_release` says so.
        """
        return self.finest_release != "position"


CRIME_GROUPS = CodeList(
    name=Text("brottsgrupper", "crime groups"),
    field="crime_group",
    values=(
        CrimeGroup("outdoor_violence", Text("våld utomhus", "violence outdoors")),
        CrimeGroup("robbery", Text("rån", "robbery")),
        CrimeGroup("threats_and_molestation", Text("hot och ofredande", "threats and molestation")),
        CrimeGroup(
            "outdoor_sexual_offences",
            Text("sexualbrott utomhus", "sexual offences outdoors"),
            finest_release="district_year",
        ),
        CrimeGroup(
            "violence_and_sexual_offences", Text("våld och sexualbrott", "violence and sexual offences")
        ),
        CrimeGroup("vandalism", Text("skadegörelse", "vandalism")),
        CrimeGroup("graffiti", Text("klotter", "graffiti")),
        CrimeGroup("arson", Text("anlagd brand", "arson")),
        CrimeGroup("damage_and_arson", Text("skadegörelse och anlagd brand", "criminal damage and arson")),
        CrimeGroup(
            "vehicle_crime",
            Text("stöld i eller ur fordon och fordonsstöld", "theft from vehicles and theft of vehicles"),
        ),
        CrimeGroup("bicycle_theft", Text("cykelstöld", "bicycle theft")),
        CrimeGroup("theft_from_person", Text("fickstöld och väskryckning", "theft from the person")),
        CrimeGroup("shoplifting", Text("butiksstöld", "shoplifting")),
        CrimeGroup("other_theft", Text("övrig stöld", "other theft")),
        CrimeGroup("residential_burglary", Text("inbrott i bostad", "residential burglary")),
        CrimeGroup("other_burglary", Text("övriga inbrott", "other burglary")),
        CrimeGroup("burglary", Text("inbrott (alla slag)", "burglary (all kinds)")),
        CrimeGroup("drugs", Text("narkotikabrott", "drug offences"), is_proactive=True),
        CrimeGroup("traffic_offences", Text("trafikbrott", "traffic offences"), is_proactive=True),
        CrimeGroup("possession_of_weapons", Text("vapenbrott", "possession of weapons"), is_proactive=True),
        CrimeGroup("public_order", Text("brott mot allmän ordning", "public order offences")),
        CrimeGroup(
            "anti_social_behaviour",
            Text("ordningsstörning (händelse, inte brott)", "anti-social behaviour (event, not crime)"),
            is_crime=False,
        ),
        CrimeGroup("other_crime", Text("övriga brott", "other crime")),
        CrimeGroup(
            "intimate_partner_violence",
            Text("våld i nära relation", "intimate partner violence"),
            finest_release="city_year",
        ),
        CrimeGroup(
            "crimes_against_children",
            Text("brott mot barn", "crimes against children"),
            finest_release="city_year",
        ),
        CrimeGroup("hate_crime", Text("hatbrott", "hate crime"), finest_release="city_year"),
    ),
)
