"""What is reported as faulty in a street or a park (DOMAIN §4.2, fault_case)."""

from geodata.codes.code_list import Code, CodeList
from geodata.text import Text

LAMP_OUT = "lamp_out"

FAULT_KINDS = CodeList(
    name=Text("slag av fel", "kinds of faults"),
    field="kind",
    values=(
        Code(LAMP_OUT, Text("släckt lampa", "lamp out")),
        Code("lamp_damaged", Text("skadad lampa eller stolpe", "damaged lamp or pole")),
        Code("vegetation", Text("växtlighet som skymmer", "vegetation that blocks the view")),
        Code("graffiti", Text("klotter", "graffiti")),
        Code("littering", Text("nedskräpning", "littering")),
        Code("vandalism", Text("skadegörelse", "vandalism")),
        Code("broken_equipment", Text("trasig utrustning", "broken equipment")),
        Code("surface", Text("skadad gata eller gångbana", "damaged street or pavement")),
        Code("snow_and_ice", Text("snö och halka", "snow and ice")),
        Code("water", Text("vatten och brunnar", "water and drains")),
        Code("signs_and_signals", Text("skyltar och signaler", "signs and signals")),
        Code("abandoned_vehicle", Text("övergivet fordon", "abandoned vehicle")),
        Code("other", Text("annat", "other")),
    ),
)
