"""The twenty-five techniques of situational prevention, five for each of five strategies (DOMAIN §6.7)."""

from dataclasses import dataclass

from geodata.codes.code_list import Code, CodeList
from geodata.text import Text

STRATEGIES = CodeList(
    name=Text("strategier", "strategies"),
    field="strategy",
    values=(
        Code("increase_effort", Text("öka ansträngningen", "increase the effort")),
        Code("increase_risk", Text("öka risken", "increase the risk")),
        Code("reduce_reward", Text("minska vinsten", "reduce the rewards")),
        Code("reduce_provocation", Text("minska provokationer", "reduce provocations")),
        Code("remove_excuses", Text("ta bort ursäkter", "remove excuses")),
    ),
)


@dataclass(frozen=True, slots=True)
class Technique(Code):
    """One technique, by its customary `number` 1 to 25; `strategy` is a code of STRATEGIES."""

    number: int

    @property
    def strategy(self) -> str:
        """Return the strategy's code: techniques 1-5 belong to the first, 6-10 to the second, and so on."""
        return STRATEGIES.codes[(self.number - 1) // 5]


TECHNIQUES = CodeList(
    name=Text("tekniker", "techniques"),
    field="technique",
    values=(
        Technique("harden_targets", Text("skydda målet", "harden targets"), 1),
        Technique("control_access", Text("kontrollera tillträde", "control access"), 2),
        Technique("screen_exits", Text("kontrollera utgångar", "screen exits"), 3),
        Technique("deflect_offenders", Text("avled gärningspersoner", "deflect offenders"), 4),
        Technique("control_tools", Text("kontrollera verktyg och vapen", "control tools and weapons"), 5),
        Technique("extend_guardianship", Text("utöka tillsynen", "extend guardianship"), 6),
        Technique(
            "natural_surveillance", Text("främja naturlig övervakning", "assist natural surveillance"), 7
        ),
        Technique("reduce_anonymity", Text("minska anonymiteten", "reduce anonymity"), 8),
        Technique("place_managers", Text("ta hjälp av platsansvariga", "use place managers"), 9),
        Technique(
            "formal_surveillance", Text("stärk formell övervakning", "strengthen formal surveillance"), 10
        ),
        Technique("conceal_targets", Text("dölj målet", "conceal targets"), 11),
        Technique("remove_targets", Text("ta bort målet", "remove targets"), 12),
        Technique("identify_property", Text("märk egendom", "identify property"), 13),
        Technique("disrupt_markets", Text("stör marknaden", "disrupt markets"), 14),
        Technique("deny_benefits", Text("förhindra nyttan", "deny benefits"), 15),
        Technique(
            "reduce_frustration", Text("minska frustration och stress", "reduce frustration and stress"), 16
        ),
        Technique("avoid_disputes", Text("undvik dispyter", "avoid disputes"), 17),
        Technique(
            "reduce_arousal", Text("minska frestelse och retning", "reduce temptation and arousal"), 18
        ),
        Technique("neutralise_peer_pressure", Text("motverka grupptryck", "neutralise peer pressure"), 19),
        Technique("discourage_imitation", Text("motverka efterhärmning", "discourage imitation"), 20),
        Technique("set_rules", Text("sätt regler", "set rules"), 21),
        Technique("post_instructions", Text("sätt upp anvisningar", "post instructions"), 22),
        Technique("alert_conscience", Text("väck samvetet", "alert conscience"), 23),
        Technique("assist_compliance", Text("gör det lätt att göra rätt", "assist compliance"), 24),
        Technique(
            "control_drugs_and_alcohol",
            Text("kontrollera droger och alkohol", "control drugs and alcohol"),
            25,
        ),
    ),
)
