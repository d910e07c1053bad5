"""Accounts of people who have no role any more; what they did keeps their id, which nothing leads from."""

from geodata.retention.rule import Rule
from geodata.text import Text

ACCOUNT = Rule(
    kind="account",
    name=Text("Konton utan roll", "Accounts without a role"),
    deed=Text("raderas; i historiken blir ett id kvar", "deleted; an id stays in the history"),
    statements=("account",),
    traces=("account_history",),
)
