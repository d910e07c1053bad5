"""Code lists: what a field may hold, as data, one list per module (DOMAIN §5, §6).

The codes are stable and English; the names are for people, in both languages.
"""

from geodata.codes.accuracies import ACCURACIES
from geodata.codes.area_levels import AREA_LEVELS
from geodata.codes.code_list import Code, CodeList, Status
from geodata.codes.crime_groups import CRIME_GROUPS
from geodata.codes.fault_kinds import FAULT_KINDS
from geodata.codes.fault_statuses import FAULT_STATUSES
from geodata.codes.figure_units import FIGURE_UNITS
from geodata.codes.goal_kinds import GOAL_KINDS
from geodata.codes.goal_statuses import GOAL_STATUSES
from geodata.codes.initiative_statuses import INITIATIVE_STATUSES
from geodata.codes.lamp_statuses import LAMP_STATUSES
from geodata.codes.lamps import LAMPS
from geodata.codes.light_classes import LIGHT_CLASSES
from geodata.codes.lighting_classes import LIGHTING_CLASSES
from geodata.codes.measure_families import MEASURE_FAMILIES
from geodata.codes.measure_statuses import MEASURE_PHASES, MEASURE_STATUSES
from geodata.codes.notice_kinds import NOTICE_KINDS
from geodata.codes.observation_categories import OBSERVATION_CATEGORIES
from geodata.codes.observation_sources import OBSERVATION_SOURCES
from geodata.codes.organisation_kinds import ORGANISATION_KINDS
from geodata.codes.ownerships import OWNERSHIPS
from geodata.codes.place_kinds import PLACE_KINDS
from geodata.codes.place_statuses import PLACE_STATUSES
from geodata.codes.polarities import POLARITIES
from geodata.codes.precisions import PRECISIONS
from geodata.codes.priority_areas import PRIORITY_AREAS
from geodata.codes.roles import ROLES
from geodata.codes.survey_themes import SURVEY_THEMES
from geodata.codes.techniques import STRATEGIES, TECHNIQUES
from geodata.codes.time_precisions import TIME_PRECISIONS
from geodata.codes.walk_answers import WALK_ANSWERS
from geodata.codes.walk_steps import WALK_STEPS

CODE_LISTS: tuple[CodeList[Code], ...] = (
    ACCURACIES,
    AREA_LEVELS,
    CRIME_GROUPS,
    FAULT_KINDS,
    FAULT_STATUSES,
    FIGURE_UNITS,
    GOAL_KINDS,
    GOAL_STATUSES,
    INITIATIVE_STATUSES,
    LAMPS,
    LAMP_STATUSES,
    LIGHTING_CLASSES,
    LIGHT_CLASSES,
    MEASURE_FAMILIES,
    MEASURE_PHASES,
    MEASURE_STATUSES,
    NOTICE_KINDS,
    OBSERVATION_CATEGORIES,
    OBSERVATION_SOURCES,
    ORGANISATION_KINDS,
    OWNERSHIPS,
    PLACE_KINDS,
    PLACE_STATUSES,
    POLARITIES,
    PRECISIONS,
    PRIORITY_AREAS,
    ROLES,
    STRATEGIES,
    SURVEY_THEMES,
    TECHNIQUES,
    TIME_PRECISIONS,
    WALK_ANSWERS,
    WALK_STEPS,
)

__all__ = [
    "ACCURACIES",
    "AREA_LEVELS",
    "CODE_LISTS",
    "CRIME_GROUPS",
    "FAULT_KINDS",
    "FAULT_STATUSES",
    "FIGURE_UNITS",
    "GOAL_KINDS",
    "GOAL_STATUSES",
    "INITIATIVE_STATUSES",
    "LAMPS",
    "LAMP_STATUSES",
    "LIGHTING_CLASSES",
    "LIGHT_CLASSES",
    "MEASURE_FAMILIES",
    "MEASURE_PHASES",
    "MEASURE_STATUSES",
    "NOTICE_KINDS",
    "OBSERVATION_CATEGORIES",
    "OBSERVATION_SOURCES",
    "ORGANISATION_KINDS",
    "OWNERSHIPS",
    "PLACE_KINDS",
    "PLACE_STATUSES",
    "POLARITIES",
    "PRECISIONS",
    "PRIORITY_AREAS",
    "ROLES",
    "STRATEGIES",
    "SURVEY_THEMES",
    "TECHNIQUES",
    "TIME_PRECISIONS",
    "WALK_ANSWERS",
    "WALK_STEPS",
    "Code",
    "CodeList",
    "Status",
]
