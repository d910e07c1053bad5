"""The periods that the filter offers at one touch."""

from datetime import date, timedelta

from flask_babel import gettext

from geodata.filters import Filter, Period
from geodata.questions.data_period import Covered
from geodata.text import Text

# More years than these would hide the choice that people make.
_MOST_YEARS = 4


def covered_words(covered: Covered | None) -> Text | None:
    """Return the days of the recorded events in words; None without any."""
    return Period(covered.start, covered.stop).words() if covered else None


def period_presets(covered: Covered | None, today: date) -> list[tuple[str, dict[str, str]]]:
    """Return names with the address's "from" and "to": the last twelve months, the newest years, all time.

    They end where the recorded events end, else today.
    """
    known = covered or Covered(today - timedelta(days=365), today + timedelta(days=1))
    last = (known.stop - timedelta(days=1)).year
    years = range(max(known.start.year, last - _MOST_YEARS + 1), last + 1)
    newest = known.newest_year
    return [
        (str(gettext("Last 12 months")), Filter(newest.start, newest.stop).to_query()),
        *((str(year), Filter(date(year, 1, 1), date(year + 1, 1, 1)).to_query()) for year in years),
        (str(gettext("All time")), {}),
    ]
