"""How exactly a position is known, finest first (ARCHITECTURE §4)."""

from geodata.codes.code_list import Code, CodeList
from geodata.text import Text

PRECISIONS = CodeList(
    name=Text("lägesnoggrannheter", "position precisions"),
    field="precision",
    values=(
        Code("exact", Text("exakt läge", "exact position")),
        Code("snapped", Text("flyttad till närmaste fasta punkt", "moved to the nearest fixed point")),
        Code("street", Text("på gatan", "street only")),
        Code("area", Text("i området", "area only")),
        Code("none", Text("utan plats", "without position")),
    ),
)


def at_least(precision: str, needed: str) -> bool:
    """Return whether `precision` is as fine as `needed`, or finer.

    Raises InvalidError when either is not a code of PRECISIONS.
    """
    finest_first = PRECISIONS.codes
    return finest_first.index(PRECISIONS[precision].code) <= finest_first.index(PRECISIONS[needed].code)
