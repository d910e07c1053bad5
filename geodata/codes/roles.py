"""Roles of signed-in users (DOMAIN §7); what each may see and do stands in `geodata.access`."""

from geodata.codes.code_list import Code, CodeList
from geodata.text import Text

ROLES = CodeList(
    name=Text("roller", "roles"),
    field="role",
    values=(
        Code("coordinator", Text("samordnare", "coordinator")),
        Code("planner", Text("planerare på gatukontoret", "street-office planner")),
        Code("street_operations", Text("gatudrift", "street operations")),
        Code("reporter", Text("rapportör", "reporter")),
        Code("ssp_social", Text("SSP, socialtjänst", "SSP, social services")),
        Code("ssp_school", Text("SSP, skola", "SSP, school")),
        Code("ssp_police", Text("SSP, polis", "SSP, police")),
        Code("police_analyst", Text("polisanalytiker", "police analyst")),
        Code("central_group", Text("central samverkansgrupp", "central cooperation group")),
        Code("steering_group", Text("styrgrupp", "steering group")),
        Code("fire_service", Text("räddningstjänst", "fire and rescue service")),
        Code("partner", Text("samverkanspart", "partner")),
        Code("auditor", Text("granskare", "auditor")),
        Code("administrator", Text("teknisk administratör", "technical administrator")),
    ),
)
