"""The tables, one module per noun: columns and constraints, nothing else."""

from geodata.models.area import Area, AreaKind, AreaOverlap, AreaSuccessor, City, Population
from geodata.models.batch import ImportBatch, ImportRejection
from geodata.models.code_mapping import CodeMapping
from geodata.models.credential import Credential, Identity, RecoveryCode, SignInAttempt
from geodata.models.crime_cell import CrimeCell, CrimeCellFigure
from geodata.models.ground import Crossing, FaultReport, LightPoint, SpeedMeasurement
from geodata.models.history import ChangeHistory, ExportLog, ReadLog
from geodata.models.incident import Incident, IncidentCount
from geodata.models.people import Membership, Organisation, UserAccount
from geodata.models.photo import Photo
from geodata.models.place import Observation, Place
from geodata.models.police_notice import PoliceNotice
from geodata.models.reference_figure import ReferenceFigure
from geodata.models.retention import RetentionRun
from geodata.models.review import TextReview
from geodata.models.rights import AccessRight, CrimeForm
from geodata.models.street import Street
from geodata.models.survey import Survey, SurveyQuestion, SurveyResult, SurveyWave
from geodata.models.table import Table
from geodata.models.upload import ImportUpload
from geodata.models.walk import DismissedMark, SafetyWalk, WalkAnswer
from geodata.models.work import Goal, Initiative, Measure, initiative_place, measure_place

__all__ = [
    "AccessRight",
    "Area",
    "AreaKind",
    "AreaOverlap",
    "AreaSuccessor",
    "ChangeHistory",
    "City",
    "CodeMapping",
    "Credential",
    "CrimeCell",
    "CrimeCellFigure",
    "CrimeForm",
    "Crossing",
    "DismissedMark",
    "ExportLog",
    "FaultReport",
    "Goal",
    "Identity",
    "ImportBatch",
    "ImportRejection",
    "ImportUpload",
    "Incident",
    "IncidentCount",
    "Initiative",
    "LightPoint",
    "Measure",
    "Membership",
    "Observation",
    "Organisation",
    "Photo",
    "Place",
    "PoliceNotice",
    "Population",
    "ReadLog",
    "RecoveryCode",
    "ReferenceFigure",
    "RetentionRun",
    "SafetyWalk",
    "SignInAttempt",
    "SpeedMeasurement",
    "Street",
    "Survey",
    "SurveyQuestion",
    "SurveyResult",
    "SurveyWave",
    "Table",
    "TextReview",
    "UserAccount",
    "WalkAnswer",
    "initiative_place",
    "measure_place",
]
