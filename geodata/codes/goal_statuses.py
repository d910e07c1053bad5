"""The life cycle of a goal (DOMAIN §5.5)."""

from geodata.codes.code_list import CodeList, Status
from geodata.text import Text

GOAL_STATUSES = CodeList(
    name=Text("målstatusar", "goal statuses"),
    field="status",
    values=(
        Status("draft", Text("utkast", "draft"), ("complete",)),
        Status("complete", Text("fullständigt", "complete"), ("baseline_measured",)),
        Status("baseline_measured", Text("utgångsvärde mätt", "baseline measured"), ("active",)),
        Status("active", Text("aktivt", "active"), ("measured",)),
        Status("measured", Text("mätt", "measured"), ("met", "partly", "not_met", "not_measurable")),
        Status("met", Text("uppfyllt", "met"), ()),
        Status("partly", Text("delvis uppfyllt", "partly met"), ()),
        Status("not_met", Text("inte uppfyllt", "not met"), ()),
        Status("not_measurable", Text("gick inte att mäta", "could not be measured"), ()),
    ),
)
