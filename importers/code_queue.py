"""Deciding what an unknown code of a source's files means: one of the codes that its column may hold."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from geodata.codes import CodeList
from geodata.codes.code_list import Code
from geodata.edits import code_mappings
from geodata.errors import InvalidError, NotFoundError
from geodata.models import CodeMapping
from geodata.questions.code_mappings import MappedCode
from geodata.text import Text
from importers import values
from importers.positions import place_names
from importers.sources import source

_NO_CODES = Text(
    sv="Kolumnen {field} har inga koder att välja bland.",
    en="The column {field} has no codes to choose from.",
)


def codes_of(source_code: str, field: str) -> CodeList[Code]:
    """Return what a column of a source may hold; raises NotFoundError where it has no codes."""
    column = source(source_code).column(field)
    if column is None or column.codes is None:
        raise NotFoundError(_NO_CODES.format(field=field))
    return column.codes


def meanings_of(session: Session, mappings: Sequence[MappedCode]) -> dict[UUID, tuple[Code, ...]]:
    """Return what each value of the queue may mean: the codes of its column, or places that it may name."""
    named = [mapping for mapping in mappings if mapping.field == place_names.FIELD]
    decided = {mapping.value: mapping.code for mapping in named if mapping.code is not None}
    places = place_names.meanings(session, [mapping.value for mapping in named], decided)
    return {
        mapping.id: places[mapping.value]
        if mapping.field == place_names.FIELD
        else tuple(codes_of(mapping.source, mapping.field))
        for mapping in mappings
    }


def decide(session: Session, mapping_id: UUID, wording: str) -> CodeMapping:
    """Return the mapping after its value means `wording`, a code or its name; "" lets it wait again.

    A text that names a place means one of the gazetteer, by its code ("street:12"). Raises NotFoundError for
    an unknown mapping, InvalidError (field "code") for what is no code of its column. The caller commits.
    """
    mapping = session.get(CodeMapping, mapping_id)
    if mapping is None:
        raise NotFoundError
    if not wording:
        return code_mappings.decide(session, mapping_id, None)
    if mapping.field == place_names.FIELD:
        return code_mappings.decide(session, mapping_id, place_names.place_code(session, wording))
    try:
        code = values.code(codes_of(mapping.source, mapping.field), wording)
    except InvalidError as error:
        raise InvalidError(error.reason, field="code") from error
    return code_mappings.decide(session, mapping_id, code)
