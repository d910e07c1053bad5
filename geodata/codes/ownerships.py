"""Whose an initiative is (DOMAIN §4.3): one party's own, or joint."""

from geodata.codes.code_list import Code, CodeList
from geodata.text import Text

OWNERSHIPS = CodeList(
    name=Text("ägarskap", "ownerships"),
    field="ownership",
    values=(
        Code("municipality", Text("kommunens", "the municipality's")),
        Code("police", Text("polisens", "the police's")),
        Code("joint", Text("gemensam", "joint")),
    ),
)
