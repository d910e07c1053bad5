from datetime import date

import make
from sqlalchemy.orm import Session

from geodata import models
from geodata.questions.organisations import organisations


def test_only_organisations_of_the_day_are_offered(session: Session):
    for code, valid_to in (("old", date(2013, 7, 1)), ("new", None)):
        unit = models.Organisation(
            code=code, name_sv=code, name_en=code, kind="administration", valid_to=valid_to
        )
        make.saved(session, unit)
    assert [party.name.sv for party in organisations(session, date(2013, 7, 1))] == ["new"]
