"""What those who manage the ground answer to a finding of a safety walk (DOMAIN §4.2, walk_answer)."""

from geodata.codes.code_list import Code, CodeList
from geodata.text import Text

WALK_ANSWERS = CodeList(
    name=Text("svar på vandringens fynd", "answers to findings of a walk"),
    field="answer",
    values=(
        Code("will_do", Text("görs", "will be done")),
        Code("investigating", Text("utreds", "being looked into")),
        Code("no", Text("görs inte", "will not be done")),
        Code("done", Text("gjort", "done")),
    ),
)
