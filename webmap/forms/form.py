"""What all forms share: an attempt at an edit, and every refusal as a sentence beside its field."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import TypeVar

from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from wtforms import Field

from geodata.codes import Code
from geodata.errors import ConflictError, InvalidError
from webmap.language import words

Made = TypeVar("Made")
Choices = dict[str, str]


class EditForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A form whose edit the data layer may refuse.

    `elsewhere` says which field shows a refusal that the data layer files under another name. `answer`
    is the HTTP status of the page that shows the form: 200, 422 after a refusal, 409 after a conflict.
    """

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

    def _keep(self, error: InvalidError | ConflictError) -> None:
        self.answer = 409 if isinstance(error, ConflictError) else 422
        named = getattr(error, "field", None)
        field = self._fields.get(self.elsewhere.get(named, named)) if named else None
        if field is None:
            self.form_errors.append(words(error.reason))
        else:
            field.errors = [*field.errors, words(error.reason)]

    @property
    def problems(self) -> list[tuple[str, str]]:
        """Return (field name, sentence) pairs for the summary; what concerns no field leads to the first."""
        fields: list[Field] = [field for field in self if field.type not in {"CSRFTokenField", "HiddenField"}]
        found = [(field.name, str(sentence)) for field in fields for sentence in field.errors]
        whole = [(fields[0].name, str(sentence)) for sentence in self.form_errors]
        return whole + found


def choices_of(codes: Iterable[Code]) -> Choices:
    """Return the codes with their words in the page's language, in the list's order."""
    return {code.code: capital(words(code.name)) for code in codes}


def capital(phrase: str) -> str:
    """Return the phrase with a capital first letter, the rest untouched."""
    return phrase[:1].upper() + phrase[1:]
