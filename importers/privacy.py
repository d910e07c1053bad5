"""Columns that tell about persons: a file that has one is refused as it stands (BR-30)."""

from collections.abc import Iterable

from importers.values import folded

# Headers as they stand in Swedish and English case lists, compared without capitals and punctuation.
PERSON_COLUMNS = frozenset(
    map(
        folded,
        (
            "pnr", "personnr", "personnummer", "person_id", "samordningsnummer", "ssn",
            "förnamn", "efternamn", "first_name", "last_name", "surname",
            "målsägande", "målsägare", "misstänkt", "misstänkte", "gärningsman", "gärningsperson", "vittne",
            "offer", "brottsoffer", "victim", "victim_name", "suspect", "suspect_name", "offender", "witness",
            "anmälare", "uppgiftslämnare", "telefon", "telefonnummer", "phone", "mobil", "epost", "e-post",
            "email", "registreringsnummer", "regnr", "diarienr", "diarienummer", "k-nummer", "knr",
        ),
    )
)  # fmt: skip


# In a list of events a name is a person's; in lists of areas and places it is theirs.
NAME_COLUMNS = frozenset({"namn", "name", "fullname"})


def person_columns(headers: Iterable[str], *, about_events: bool) -> tuple[str, ...]:
    """Return the headers that tell about persons, empty where there are none.

    `about_events`: whether the rows are events, so that a column of names holds names of people.
    """
    refused = PERSON_COLUMNS | NAME_COLUMNS if about_events else PERSON_COLUMNS
    return tuple(header for header in headers if folded(header) in refused)
