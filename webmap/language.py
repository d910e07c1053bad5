"""The language of a page, and how numbers, shares, dates and codes are written in it."""

from datetime import date, datetime, timedelta

from babel.numbers import format_decimal, format_percent
from flask import Flask, g, has_request_context, request, session
from flask_babel import Babel, get_locale

from geodata.codes import CODE_LISTS, Code, CodeList
from geodata.measure_types import MEASURE_TYPES
from geodata.text import LANGUAGES, Text

# By what they hold: "place_statuses", "crime_groups", "roles" …
CODES: dict[str, CodeList[Code]] = {
    known.name.en.replace(" ", "_"): known for known in (*CODE_LISTS, MEASURE_TYPES)
}
_LOCALES = {"sv": "sv_SE", "en": "en_GB"}


def register(app: Flask) -> None:
    """Choose the language of each request, and give the templates their ways of writing."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "translations"
    Babel(app, default_locale="en", locale_selector=_chosen)
    app.jinja_env.add_extension("jinja2.ext.i18n")
    for write in (words, code_name, day, last_day, minute, number, share, square_kilometres):
        app.jinja_env.filters[write.__name__] = write
    app.jinja_env.globals |= {"language": language, "codes": CODES.__getitem__}


def _chosen() -> str:
    """Return the language asked for in this visit, else the account's, the browser's, the city's."""
    asker = g.get("asker")
    for code in (session.get("language"), asker.language if asker else None):
        if code in LANGUAGES:
            return str(code)
    profile = g.get("profile")
    return request.accept_languages.best_match(LANGUAGES) or (profile.languages[0] if profile else "en")


def language() -> str:
    """Return the code of the page's language."""
    locale = get_locale() if has_request_context() else None
    return str(locale.language) if locale else "en"


def words(text: Text | str) -> str:
    """Return a phrase in the page's language; a plain string stays as it is."""
    return text.in_language(language()) if isinstance(text, Text) else text


def code_name(code: str | None, codes: str) -> str:
    """Return the name of a code of one of `CODES`, such as "roles"; the bare code where the list lacks it."""
    value = CODES[codes].get(code)
    return words(value.name) if value else str(code or "–")


def day(value: date | datetime | None) -> str:
    """Return a date as ÅÅÅÅ-MM-DD, in the city's time zone where it is a moment; a dash for none."""
    if isinstance(value, datetime):
        value = value.astimezone(g.profile.zone).date()
    return value.isoformat() if value else "–"


def last_day(end: date | None) -> str:
    """Return the last day before an excluded end, as people say it; nothing where there is no end."""
    return day(end - timedelta(days=1)) if end else ""


def minute(value: datetime | None) -> str:
    """Return a moment as ÅÅÅÅ-MM-DD HH.MM in the city's time zone; a dash where there is none."""
    return value.astimezone(g.profile.zone).strftime("%Y-%m-%d %H.%M") if value else "–"


def number(value: float | None, decimals: int = 0) -> str:
    """Return a number with exactly `decimals`, grouped by thousands; a dash where there is none."""
    if value is None:
        return "–"
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return str(format_decimal(value, format=pattern, locale=_LOCALES[language()])).replace("-", "−")


def share(value: float | None, decimals: int = 0) -> str:
    """Return a share (0 to 1) as a percentage; a dash where there is none."""
    if value is None:
        return "–"
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    # Swedish sets a space before the sign, English none.
    pattern += " %" if language() == "sv" else "%"
    return str(format_percent(value, format=pattern, locale=_LOCALES[language()])).replace("-", "−")


def square_kilometres(square_metres: float | None, decimals: int = 2) -> str:
    """Return an extent given in square metres as km²; a dash where there is none."""
    return "–" if square_metres is None else f"{number(square_metres / 1e6, decimals)} km²"
