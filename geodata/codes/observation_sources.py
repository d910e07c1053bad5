"""Where an observation comes from (DOMAIN §6.4)."""

from dataclasses import dataclass

from geodata.codes.code_list import Code, CodeList
from geodata.text import Text


@dataclass(frozen=True, slots=True)
class ObservationSource(Code):
    """One source; only a `representative` one may ever be read as a share of the population (BR-45)."""

    representative: bool = False


OBSERVATION_SOURCES = CodeList(
    name=Text("iakttagelsekällor", "observation sources"),
    field="source",
    values=(
        ObservationSource("survey", Text("utpekad i enkät", "mentioned in a survey"), representative=True),
        ObservationSource("safety_walk", Text("trygghetsvandring", "safety walk")),
        ObservationSource("trained_reporter", Text("inrapportör", "trained reporter")),
        ObservationSource("operations", Text("drift och entreprenör", "operations and contractors")),
        ObservationSource("property_owner", Text("fastighetsägare", "property owner")),
        ObservationSource("school", Text("skola", "school")),
        ObservationSource("ssp", Text("SSP-samverkan", "SSP cooperation")),
        ObservationSource("police", Text("polis (samlad iakttagelse)", "police (aggregate remark)")),
        ObservationSource("citizen_dialogue", Text("medborgardialog", "citizen dialogue")),
        ObservationSource("fault_report", Text("felanmälan", "fault report")),
        ObservationSource("public", Text("allmänheten", "the public")),
    ),
)
