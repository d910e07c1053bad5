"""The three levels of follow-up (DOMAIN §0.4): the first never passes as the third."""

from geodata.codes.code_list import Code, CodeList
from geodata.text import Text

GOAL_KINDS = CodeList(
    name=Text("målnivåer", "goal kinds"),
    field="kind",
    values=(
        Code("activity", Text("aktivitetsmål", "activity goal")),
        Code("performance", Text("prestationsmål", "performance goal")),
        Code("effect", Text("effektmål", "effect goal")),
    ),
)
