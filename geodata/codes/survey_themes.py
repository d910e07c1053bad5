"""What survey questions are about (DOMAIN §6.6)."""

from geodata.codes.code_list import Code, CodeList
from geodata.text import Text

SURVEY_THEMES = CodeList(
    name=Text("enkätteman", "survey themes"),
    field="theme",
    values=(
        Code("unsafe_late_evening", Text("otrygg ute sen kväll", "unsafe outdoors late in the evening")),
        Code("worry_assault", Text("oro för överfall", "worry about assault")),
        Code("worry_burglary", Text("oro för inbrott", "worry about burglary")),
        Code("worry_robbery", Text("oro för rån", "worry about robbery")),
        Code("worry_sexual_offence", Text("oro för sexualbrott", "worry about sexual offences")),
        Code("worry_vehicle_crime", Text("oro för brott mot fordon", "worry about vehicle crime")),
        Code("refrained_from_activity", Text("avstått från aktivitet", "refrained from an activity")),
        Code("chose_another_way", Text("valt en annan väg", "chose another way")),
        Code("local_problems", Text("problem i området", "problems in the area")),
        Code("exposure_violence", Text("utsatt för våld", "exposed to violence")),
        Code("exposure_threat", Text("utsatt för hot", "exposed to threats")),
        Code("exposure_theft", Text("utsatt för stöld", "exposed to theft")),
        Code("exposure_vandalism", Text("utsatt för skadegörelse", "exposed to vandalism")),
        Code("reporting_propensity", Text("anmälningsbenägenhet", "reporting propensity")),
        Code(
            "police_care", Text("polisen bryr sig om lokala problem", "the police care about local problems")
        ),
        Code("collective_efficacy", Text("tillit och kollektiv styrka", "trust and collective efficacy")),
        Code("traffic", Text("trafik", "traffic")),
        Code("avoided_places", Text("platser som undviks", "places that are avoided")),
        Code("safe_places", Text("trygga platser", "safe places")),
    ),
)
