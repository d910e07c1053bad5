"""What gives the light of a street lamp (DOMAIN §4.2, light_point)."""

from geodata.codes.code_list import Code, CodeList
from geodata.text import Text

LAMPS = CodeList(
    name=Text("ljuskällor", "light sources"),
    field="lamp",
    values=(
        Code("led", Text("lysdiod (LED)", "light-emitting diode (LED)")),
        Code("hps", Text("högtrycksnatrium (HPS)", "high-pressure sodium (HPS)")),
        Code("lps", Text("lågtrycksnatrium (LPS)", "low-pressure sodium (LPS)")),
        Code("mh", Text("metallhalogen (MH)", "metal halide (MH)")),
        Code("mv", Text("kvicksilver (MV)", "mercury vapour (MV)")),
        Code("fl", Text("lysrör (FL)", "fluorescent tube (FL)")),
        Code("inc", Text("glödlampa (INC)", "incandescent (INC)")),
        Code("hal", Text("halogen (HAL)", "halogen (HAL)")),
        Code("ind", Text("induktion (IND)", "induction (IND)")),
    ),
)
