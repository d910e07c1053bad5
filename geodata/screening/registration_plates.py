"""Registration plates of vehicles: ABC 123 and ABC 12D.

Three letters and a number stand in many other things too: lamps (LED 100), lines, units, standards. Capital
letters are needed, or a word that speaks of vehicles; what is no plate is listed.
"""

import re
from collections.abc import Iterator

from geodata.screening.finding import Finder, Finding, Kind
from geodata.text import Text

PLATE = Kind(
    "plate",
    Text(sv="ett registreringsnummer", en="a registration plate"),
    Text(
        sv="Skriv vad slags fordon det gäller; själva numret hör hemma i en anmälan till polisen.",
        en="Write what kind of vehicle it is; the number itself belongs in a report to the police.",
    ),
)

# No plate has I, Q, V, Å, Ä or Ö; the last letter is not O (Transportstyrelsen).
_LETTER = "A-HJ-PR-UW-Z"
_PATTERN = re.compile(
    rf"(?=[{_LETTER}])(?<![^\W_])(?<![-./])(?P<letters>[{_LETTER}]{{3}})(?P<between>[ -]?)"
    rf"(?P<number>[0-9]{{2}}[0-9{_LETTER.replace('O', '')}])(?![^\W_])(?![-./:][0-9])",
    re.IGNORECASE,
)
# Lamps and measurements; money, counts, months; words, where someone writes in capitals; lists and laws.
_WORDS = """
LED HPS HQL SON CDO CPO CDM HST MHL CFL TLD LUX GCM GCT GCB GCP KAP MAX TOT ADT GPS UTM WGS RAL DEL
SEK EUR USD DKK NOK GBP CHF STK ANT DNR PER FAX TEL SMS KOD OBS JAN FEB MAR APR MAJ JUN JUL AUG SEP OKT DEC
OCH DET DEN HAR MED ATT SOM SKA KAN MOT MAN NYA FEM SEX ETT TOM FOM BUS GER TOG HUS GAT BRO LAG PAR RAD
FAR NED UPP ALL MER LAT SER THE AND FOR HAS NOT ARE WAS CAR RUN
BEL LPO NPO NTU BRF SFS SOU PBL LOU RAA SKR MSB MKB TRV SKL KPI FAS SSP EST BID TFM PDF DOC DSC
JPG PNG ABS ESP SHA ABB SKF BUP EPA KFC
"""
_NO_PLATES = frozenset(_WORDS.split())
_UNIT = re.compile(
    r" ?(?:m|mm|cm|km|m2|kvm|w|kw|lm|lux|lx|kr|tkr|mkr|st|kg|h|min|%|procent|meter|watt|kelvin|lumen)\b",
    re.IGNORECASE,
)
_VEHICLE = re.compile(
    r"(?:reg\w*|plåt\w*|skylt\w*|bil|bilen|bilar|fordon\w*|moped\w*|mc|motorcykel\w*|lastbil\w*|skåpbil\w*"
    r"|personbil\w*|släp\w*|volvo|saab|bmw|audi|taxi|car|vehicle|plate|van)\W{1,3}(?:\w+\W{1,2}){0,2}$",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"[0-9]{2}")


def find(legible: str) -> Iterator[Finding]:
    """Yield the plates of a legible text."""
    for match in _PATTERN.finditer(legible):
        if _is_plate(match, legible):
            yield Finding(PLATE, match.start(), match.end())


def _is_plate(match: re.Match[str], legible: str) -> bool:
    letters, number = match["letters"], match["number"]
    if letters.upper() in _NO_PLATES or _UNIT.match(legible, match.end()):
        return False
    plainly = (letters + number).isupper() and (number[-1].isdigit() or number[-1].isupper())
    return plainly or bool(_VEHICLE.search(legible[max(0, match.start() - 40) : match.start()]))


FINDER = Finder((PLATE,), _DIGITS.search, find)
