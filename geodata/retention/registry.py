"""The rules, in the order in which they are carried out: logs last, for others read in them."""

from geodata.retention.account import ACCOUNT
from geodata.retention.approval import APPROVAL
from geodata.retention.change_log import CHANGE_LOG
from geodata.retention.export_log import EXPORT_LOG
from geodata.retention.import_values import IMPORT_VALUES
from geodata.retention.observation_wording import OBSERVATION_WORDING
from geodata.retention.photo import PHOTO
from geodata.retention.read_log import READ_LOG
from geodata.retention.recorded_crime import RECORDED_CRIME
from geodata.retention.rejected import REJECTED
from geodata.retention.rule import Rule
from geodata.retention.sign_in_attempt import SIGN_IN_ATTEMPT
from geodata.retention.text_review import TEXT_REVIEW
from geodata.retention.undone_import import UNDONE_IMPORT
from geodata.retention.upload import UPLOAD

RULES: tuple[Rule, ...] = (
    REJECTED,
    OBSERVATION_WORDING,
    PHOTO,
    TEXT_REVIEW,
    RECORDED_CRIME,
    IMPORT_VALUES,
    UNDONE_IMPORT,
    UPLOAD,
    ACCOUNT,
    READ_LOG,
    EXPORT_LOG,
    CHANGE_LOG,
    APPROVAL,
    SIGN_IN_ATTEMPT,
)
