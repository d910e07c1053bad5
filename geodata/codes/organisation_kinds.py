"""Kinds of organisations that take part in the safety work (DOMAIN §1a)."""

from geodata.codes.code_list import Code, CodeList
from geodata.text import Text

ORGANISATION_KINDS = CodeList(
    name=Text("organisationstyper", "organisation kinds"),
    field="kind",
    values=(
        Code("municipality", Text("kommun", "municipality")),
        Code("administration", Text("förvaltning", "city department")),
        Code("police", Text("polis", "police")),
        Code("fire_service", Text("räddningstjänst", "fire and rescue service")),
        Code("school", Text("skola", "school")),
        Code("region", Text("region", "regional authority")),
        Code("state_authority", Text("statlig myndighet", "state authority")),
        Code("housing_company", Text("bostadsbolag", "housing company")),
        Code("property_owner", Text("fastighetsägare", "property owner")),
        Code("contractor", Text("entreprenör", "contractor")),
        Code("business", Text("näringsidkare", "business")),
        Code(
            "association", Text("förening eller ideell organisation", "association or voluntary organisation")
        ),
        Code("university", Text("lärosäte", "university")),
        Code("other", Text("övrig", "other")),
    ),
)
