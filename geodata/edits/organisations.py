"""Opening of organisations, the parties and units that accounts belong to. The caller commits."""

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.codes import ORGANISATION_KINDS
from geodata.errors import ConflictError, InvalidError
from geodata.models import Organisation
from geodata.text import Text

_CODE = re.compile(r"[a-z0-9_-]{2,60}")
_NO_CODE = Text(
    sv="Koden får ha små bokstäver a-z, siffror, bindestreck och understreck.",
    en="The code may hold small letters a-z, digits, hyphens and underscores.",
)
_TAKEN = Text(sv="Koden {code} är redan tagen.", en="The code {code} is taken already.")
_NO_NAME = Text(sv="Organisationen behöver ett namn.", en="The organisation needs a name.")


def add_organisation(
    session: Session, *, code: str, name_sv: str, name_en: str = "", kind: str
) -> Organisation:
    """Return a new organisation; without an English name the Swedish one serves for both.

    Raises InvalidError naming the field that is wrong, ConflictError when the code is taken.
    """
    if not _CODE.fullmatch(code):
        raise InvalidError(_NO_CODE, field="code")
    if not name_sv.strip():
        raise InvalidError(_NO_NAME, field="name")
    if session.scalar(select(Organisation.id).where(Organisation.code == code)) is not None:
        raise ConflictError(_TAKEN.format(code=code))
    found = Organisation(
        code=code,
        name_sv=name_sv.strip(),
        name_en=name_en.strip() or name_sv.strip(),
        kind=ORGANISATION_KINDS[kind].code,
    )
    session.add(found)
    session.flush()
    return found
