"""Attempts to sign in, by digests of what they aimed at."""

from geodata.retention.rule import Rule
from geodata.text import Text

SIGN_IN_ATTEMPT = Rule(
    kind="sign_in_attempt",
    name=Text("Inloggningsförsök", "Attempts to sign in"),
    deed=Text("raderas", "deleted"),
    statements=("sign_in_attempt",),
)
