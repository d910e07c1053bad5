"""What a code list is made of: codes with names in both languages, states with allowed transitions."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from geodata.errors import InvalidError
from geodata.text import Text


@dataclass(frozen=True, slots=True)
class Code:
    """One value of a code list: a stable English `code`, and its `name` for people."""

    code: str
    name: Text


@dataclass(frozen=True, slots=True)
class Status(Code):
    """One state of a life cycle; `followed_by` holds the codes of the states it may turn into."""

    followed_by: tuple[str, ...]

    @property
    def is_final(self) -> bool:
        """Return whether the life cycle ends here."""
        return not self.followed_by

    def may_become(self, code: str) -> bool:
        """Return whether the state `code` may come right after this one."""
        return code in self.followed_by


Value_co = TypeVar("Value_co", bound=Code, covariant=True)


class CodeList(Generic[Value_co]):
    """The values that one field may have, in the order in which people should meet them.

    `name` is what the list holds, in the plural ("platstyper", "place kinds"); `field` is the form field
    and the column that carry such a code.
    """

    def __init__(self, name: Text, field: str, values: tuple[Value_co, ...]) -> None:
        self.name = name
        self.field = field
        self._values = {value.code: value for value in values}
        if len(self._values) < len(values):
            raise ValueError(f"a code occurs twice among the {name.en}")

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the bare codes, in the list's order."""
        return tuple(self._values)

    def __iter__(self) -> Iterator[Value_co]:
        return iter(self._values.values())

    def __len__(self) -> int:
        return len(self._values)

    def __contains__(self, code: object) -> bool:
        return isinstance(code, str) and code in self._values

    def __getitem__(self, code: str) -> Value_co:
        value = self.get(code)
        if value is None:
            raise InvalidError(_UNKNOWN.format(name=self.name, codes=", ".join(self.codes)), field=self.field)
        return value

    def get(self, code: str | None) -> Value_co | None:
        """Return the value with this code; None where the list has none such."""
        return None if code is None else self._values.get(code)

    def __repr__(self) -> str:
        return f"<CodeList of {len(self)} {self.name.en}>"


# The offending value is not repeated: a wrongly chosen column may hold anything, names of people too.
_UNKNOWN = Text(
    sv="Värdet finns inte i listan över {name}. Möjliga koder: {codes}.",
    en="The value is not one of the {name}. Possible codes: {codes}.",
)
