"""What is removed when its time is over (DOMAIN §8): one rule per file, with its statements beside it.

How long each kind of data is kept stands in the city's profile. A run is one transaction of the database's
owner, who takes on a role that may do nothing but this; no login of the web may. What no rule names is kept
for ever: survey results, initiatives, goals, measures.
"""

from geodata.retention.outcome import Outcome, outcome_of
from geodata.retention.registry import RULES
from geodata.retention.rule import Rule
from geodata.retention.run import RetentionReport, run
from geodata.retention.wiping import wipe

__all__ = ["RULES", "Outcome", "RetentionReport", "Rule", "outcome_of", "run", "wipe"]
