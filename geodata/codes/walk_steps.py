"""How far a safety walk has come (DOMAIN §5.8)."""

from geodata.codes.code_list import CodeList, Status
from geodata.text import Text

WALK_STEPS = CodeList(
    name=Text("trygghetsvandringens steg", "steps of a safety walk"),
    field="step",
    values=(
        Status("planned", Text("planerad", "planned"), ("premeeting_held",)),
        Status("premeeting_held", Text("förmöte hållet", "pre-meeting held"), ("walked",)),
        Status("walked", Text("genomförd", "walked"), ("answers_pending",)),
        Status("answers_pending", Text("väntar på svar", "answers pending"), ("followup_meeting_held",)),
        Status(
            "followup_meeting_held",
            Text("återkoppling hållen", "follow-up meeting held"),
            ("rewalk_planned", "closed"),
        ),
        Status("rewalk_planned", Text("ny vandring planerad", "new walk planned"), ("closed",)),
        Status("closed", Text("avslutad", "closed"), ()),
    ),
)
