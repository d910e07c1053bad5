"""What all forms share: an attempt at an edit, and every refusal as a sentence beside its field."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Self, TypeVar

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from wtforms import Field

from geodata.codes import Code
from geodata.edits.screened import PersonalDataError
from geodata.errors import ConflictError, InvalidError
from geodata.screening import Piece, pieces
from webmap.forms.fields import TickField
from webmap.language import words

Made = TypeVar("Made")
Choices = dict[str, str]


class MarkedSentence(str):
    """A sentence beside a field, with the text that it is about cut into `pieces` at what was found."""

    __slots__ = ("pieces",)

    def __new__(cls, sentence: str, cut: tuple[Piece, ...]) -> Self:
        """Return the sentence, which carries its pieces."""
        marked = super().__new__(cls, sentence)
        marked.pieces = cut
        return marked

    pieces: tuple[Piece, ...]


class EditForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A form whose edit the data layer may refuse.

    `elsewhere` says which field shows a refusal that the data layer files under another name. `answer`
    is the HTTP status of the page that shows the form: 200, 422 after a refusal, 409 after a conflict.
    `not_personal` is the way on for texts that only seem to tell of a person; it is shown once they do.
    """

    not_personal = TickField(lazy_gettext("It is no personal data: save it and let the coordinator look"))

    elsewhere: Mapping[str, str] = MappingProxyType({})
    answer = 200

    def attempt(self, session: Session, edit: Callable[[], Made]) -> Made | None:
        """Return what the edit made, committed; None where the form was not sent, or was refused.

        Of a refused form nothing is stored; why stands in the fields' errors and in `form_errors`.
        """
        if not self.is_submitted():
            return None
        if not self.validate():
            self.answer = 422
            return None
        try:
            made = edit()
            session.commit()
        except (InvalidError, ConflictError) as error:
            session.rollback()
            self._keep(error)
            return None
        return made

    @property
    def review(self) -> bool:
        """Return whether the author asks for a review of what seems to tell of a person."""
        return bool(self.not_personal.data)

    @property
    def asks_review(self) -> bool:
        """Return whether the page shows the way on."""
        return self.review or any(isinstance(said, MarkedSentence) for field in self for said in field.errors)

    def _keep(self, error: InvalidError | ConflictError) -> None:
        self.answer = 409 if isinstance(error, ConflictError) else 422
        if isinstance(error, PersonalDataError):
            self._mark(error)
            return
        named = getattr(error, "field", None)
        field = self._fields.get(self.elsewhere.get(named, named)) if named else None
        if field is None:
            self.form_errors.append(words(error.reason))
        else:
            field.errors = [*field.errors, words(error.reason)]

    def _mark(self, error: PersonalDataError) -> None:
        for found in error.found:
            named = found.worded.field
            field = self._fields[self.elsewhere.get(named, named)]
            cut = pieces(found.worded.text, found.findings)
            field.errors = [*field.errors, MarkedSentence(words(found.reason), cut)]

    @property
    def problems(self) -> list[tuple[str, str]]:
        """Return (field name, sentence) pairs for the summary; what concerns no field leads to the first."""
        unseen = {"CSRFTokenField", "HiddenField"}
        fields: list[Field] = [
            field for field in self if field.type not in unseen and field is not self.not_personal
        ]
        found = [(field.name, str(sentence)) for field in fields for sentence in field.errors]
        whole = [(fields[0].name, str(sentence)) for sentence in self.form_errors]
        return whole + found


def choices_of(codes: Iterable[Code]) -> Choices:
    """Return the codes with their words in the page's language, in the list's order."""
    return {code.code: capital(words(code.name)) for code in codes}


def capital(phrase: str) -> str:
    """Return the phrase with a capital first letter, the rest untouched."""
    return phrase[:1].upper() + phrase[1:]
