"""Words in the languages of the interface, for things that live as data: codes, kinds, reasons."""

from dataclasses import dataclass

LANGUAGES = ("sv", "en")


@dataclass(frozen=True, slots=True)
class Text:
    """One phrase in Swedish and English; `{name}` marks are filled by `format`."""

    sv: str
    en: str

    def in_language(self, language: str) -> str:
        """Return the phrase in `language`; Swedish where the language is not one of ours."""
        return self.en if language == "en" else self.sv

    def format(self, **values: object) -> "Text":
        """Return the same phrase with its marks filled in both languages.

        A value that is itself a `Text` is filled in with its own wording per language.
        """
        return Text(sv=_filled(self.sv, "sv", values), en=_filled(self.en, "en", values))


def _filled(phrase: str, language: str, values: dict[str, object]) -> str:
    worded = {
        name: value.in_language(language) if isinstance(value, Text) else value
        for name, value in values.items()
    }
    return phrase.format(**worded)
