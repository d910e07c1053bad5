"""The six priority areas of the cooperation agreement (DOMAIN §6.10)."""

from dataclasses import dataclass

from geodata.codes.code_list import Code, CodeList
from geodata.text import Text


@dataclass(frozen=True, slots=True)
class PriorityArea(Code):
    """One priority area, `number` 1 to 6; without `may_have_place`, nothing of it is put on a map.

    The places of intimate partner violence and of victim support are people's homes (DOMAIN §0.11).
    """

    number: int
    may_have_place: bool = True


PRIORITY_AREAS = CodeList(
    name=Text("prioriterade områden", "priority areas"),
    field="priority_area",
    values=(
        PriorityArea(
            "youth_at_risk",
            Text("unga i riskzon och unga kriminella", "young people at risk and young offenders"),
            number=1,
        ),
        PriorityArea("organised_crime", Text("organiserad brottslighet", "organised crime"), number=2),
        PriorityArea(
            "intimate_partner_violence",
            Text("våld i nära relationer", "intimate partner violence"),
            number=3,
            may_have_place=False,
        ),
        PriorityArea(
            "victim_support",
            Text("stöd till brottsutsatta", "support to victims of crime"),
            number=4,
            may_have_place=False,
        ),
        PriorityArea("drug_prevention", Text("drogförebyggande arbete", "drug prevention"), number=5),
        PriorityArea(
            "public_environment_and_traffic",
            Text("offentlig miljö och trafik", "public environment and traffic"),
            number=6,
        ),
    ),
)
