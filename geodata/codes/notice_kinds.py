"""What the police's notices are about, coarser than the types that they publish."""

from geodata.codes.code_list import Code, CodeList
from geodata.text import Text

NOTICE_KINDS = CodeList(
    name=Text("slag av polishändelser", "kinds of police notices"),
    field="kind",
    values=(
        Code("violence", Text("våld", "violence")),
        Code("shooting_or_explosion", Text("skottlossning eller explosion", "shooting or explosion")),
        Code("robbery", Text("rån", "robbery")),
        Code("sexual_offence", Text("sexualbrott", "sexual offence")),
        Code("threat", Text("hot och ofredande", "threats and molestation")),
        Code("theft", Text("stöld och inbrott", "theft and burglary")),
        Code("vandalism", Text("skadegörelse", "vandalism")),
        Code("fire", Text("brand", "fire")),
        Code("drugs_or_weapons", Text("narkotika och vapen", "drugs and weapons")),
        Code("fraud", Text("bedrägeri och ekobrott", "fraud and economic crime")),
        Code("disorder", Text("ordningsstörning", "disorder")),
        Code("traffic_accident", Text("trafikolycka", "traffic accident")),
        Code("traffic", Text("trafikbrott och trafikkontroll", "traffic offences and controls")),
        Code("accident_or_rescue", Text("olycka och räddning", "accident and rescue")),
        Code("missing_person", Text("försvunnen person", "missing person")),
        Code("other", Text("övrigt enligt polisen", "other, as the police say")),
    ),
)
