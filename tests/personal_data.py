"""Seeded personal data in sentences that people write, and clean sentences full of other numbers.

Nothing here is known of anyone: all of it is drawn at random.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

STREETS = ["Amiralsgatan", "Ramels väg", "Bennets väg", "Nobelvägen", "Lundavägen", "Södra Förstadsgatan"]
PLACES = [
    "GC-tunneln",
    "Rosengårds centrum",
    "Möllevångstorget",
    "busshållplatsen",
    "lekplatsen",
    "parkeringen",
]
THINGS = ["lampor", "armaturer", "stolpar", "buskar", "bänkar", "cyklar", "kameror", "papperskorgar"]
DASHES = ["-", "–", "‑", "−", "—"]
SPACES = [" ", "\u00a0", "\u202f", "\n"]

SENTENCES = [
    "{it}",
    "Ring {it} om det händer igen.",
    "Mannen ({it}) sitter ofta vid {place}.",
    "Uppgiften kommer från {it}, boende på {street} {house}.",
    "Lampan vid {place} är trasig.\nKontakt: {it}",
    "Vid {place} 2016-03-12 kl 21.30 sågs någon, {it}. Det var mörkt, 3 lux.",
    "Se även {it}; ärendet är från {year}.",
    "Kontakt:{it}.",
    "{it} har klippt buskarna, {house} st.",
    "Enligt granskning 12/3 är det {it}!",
    "Please ask {it} about the underpass, it is dark after 16:30.",
    "Samma person som förra gången ”{it}” – buss 5 och 33 går förbi.",
    "{place}: {it}, {street}",
]


def drawing(seed: int | str) -> Random:
    """Return a source of chances that are the same every time."""
    return Random(seed)


def luhn(nine: str) -> str:
    total = sum(sum(divmod(int(digit) * (2 - place % 2), 10)) for place, digit in enumerate(nine))
    return str(-total % 10)


def identity_number(draw: Random, *, coordination: bool) -> str:
    """Return a number in one of its spellings."""
    born = date(1920, 1, 1) + timedelta(days=draw.randrange(36_000))
    day = born.day + (60 if coordination else 0)
    nine = f"{born:%y%m}{day:02}{draw.randrange(1000):03}"
    last = nine[6:] + luhn(nine)
    year, short, month = f"{born:%Y}", f"{born:%y}", f"{born:%m}"
    dash, space = draw.choice(DASHES), draw.choice(SPACES)
    whole = f"{year}{month}{day:02}"
    brief = f"{short}{month}{day:02}"
    spelled = draw.choice(
        [
            f"{brief}{dash}{last}",
            f"{whole}{dash}{last}",
            f"{brief}{last}",
            f"{whole}{last}",
            f"{brief}+{last}",
            f"{brief}{space}{last}",
            f"{brief} {dash} {last}",
            f"{brief}{dash}\n{last}",
            f"{year}-{month}-{day:02}-{last}",
            f"{year}-{month}-{day:02}{dash}{last}",
            f"{short} {month} {day:02} {last}",
            f"{short}{space}{month}{space}{day:02}{dash}{last}",
            f"{year}.{month}.{day:02}.{last}",
            f"{brief}.{last}",
            f"{year[:2]} {brief}{dash}{last}",
            f"{brief}{dash}{last[:2]} {last[2:]}",
            " ".join(brief) + " - " + " ".join(last),
        ]
    )
    return fullwidth(spelled) if draw.random() < 0.03 else spelled


def fullwidth(text: str) -> str:
    """Return the text with its digits as they stand in East Asian type."""
    return "".join(chr(ord(letter) + 0xFEE0) if letter.isdigit() else letter for letter in text)


def phone(draw: Random) -> str:
    """Return a mobile, a fixed or a foreign number in one of its spellings."""
    dash, space = draw.choice(DASHES), draw.choice(SPACES[:3])
    if draw.random() < 0.55:
        area, own = f"07{draw.choice('02369')}", f"{draw.randrange(10**7):07}"
    else:
        area = draw.choice(["040", "046", "08", "031", "0410", "0413", "044", "042", "010", "0451", "0921"])
        length = {2: [6, 7, 8], 3: [6, 7], 4: [5, 6]}[len(area)]
        own = str(draw.randrange(1, 10)) + "".join(draw.choices("0123456789", k=draw.choice(length) - 1))
    grouped = space.join(groups(own))
    return draw.choice(
        [
            f"{area}{dash}{grouped}",
            f"{area}{dash}{own}",
            f"{area}{own}",
            f"{area} {grouped}",
            f"{area}/{grouped}",
            f"({area}) {grouped}",
            f"{area} {dash} {grouped}",
            f"+46{area[1:]}{own}",
            f"+46 {area[1:]} {grouped}",
            f"+46 (0){area[1:]}-{grouped}",
            f"0046 {area[1:]} {grouped}",
            f"+46{dash}{area[1:]}{dash}{own}",
            f"{area}.{'.'.join(groups(own))}" if len(own) > 5 else f"{area}-{own}",
        ]
    )


def groups(digits: str) -> list[str]:
    """Return the digits as people group them: three first where they are odd, then two by two."""
    first = [digits[:3]] if len(digits) % 2 else [digits[:2]]
    rest = digits[len(first[0]) :]
    return first + [rest[at : at + 2] for at in range(0, len(rest), 2)]


def email(draw: Random) -> str:
    """Return an address, some of them disguised."""
    first = draw.choice(["kim", "anna", "björn", "fatima", "lars-erik", "info", "j.svensson", "o_nilsson"])
    last = draw.choice(["", ".andersson", ".al-masri", "77", "+trygg", ".östlund"])
    host = draw.choice(["malmo", "gmail", "skola.malmo", "polisen", "xn--malm-8qa", "telia"])
    top = draw.choice(["se", "com", "nu", "org"])
    return draw.choice(
        [
            f"{first}{last}@{host}.{top}",
            f"{first}{last}@{host}.{top}".upper(),
            f"mailto:{first}{last}@{host}.{top}",
            f"{first}{last} @ {host}.{top}",
            f"{first}{last} (at) {host}.{top}",
            f"{first}{last}(at){host}.{top}",
            f"{first}{last} [at] {host} [dot] {top}",
            f"{first}{last} snabel-a {host}.{top}",
            f"{first}{last} snabela {host} punkt {top}",
            f"{first}{last}＠{host}.{top}",
        ]
    )


def plate(draw: Random) -> str:
    """Return a registration plate, rarely one whose letters mean something else."""
    letters = "".join(draw.choices("ABCDEFGHJKLMNOPRSTUWXYZ", k=3))
    last = draw.choice("0123456789") if draw.random() < 0.6 else draw.choice("ABCDEFGHJKLMNPRSTUWXYZ")
    between = draw.choice(["", " ", "-", SPACES[1]])
    return f"{letters}{between}{draw.randrange(100):02}{last}"


@dataclass(frozen=True)
class Told:
    """A sentence with what it must not tell, at [start, stop)."""

    kind: str
    text: str
    start: int
    stop: int


def told(draw: Random, kind: str) -> Told:
    """Return a sentence that tells something of a kind."""
    match kind:
        case "personal_number" | "coordination_number":
            it = identity_number(draw, coordination=kind == "coordination_number")
        case "phone":
            it = phone(draw)
        case "email":
            it = email(draw)
        case _:
            it = plate(draw)
    before, _, after = draw.choice(SENTENCES).partition("{it}")
    before, after = filled(draw, before), filled(draw, after)
    return Told(kind, before + it + after, len(before), len(before) + len(it))


def filled(draw: Random, sentence: str) -> str:
    """Return a sentence with the things and numbers that places are described by."""
    easting, northing = draw.randrange(110_000, 126_000), draw.randrange(6_156_000, 6_172_000)
    hour, minute = draw.randrange(24), draw.choice(["00", "10", "15", "30", "45"])
    day = date(2012, 1, 1) + timedelta(days=draw.randrange(2500))
    given = {
        "street": draw.choice(STREETS),
        "place": draw.choice(PLACES),
        "thing": draw.choice(THINGS),
        "house": draw.choice(["12", "4B", "110", "33 A", "7", "102 C"]),
        "year": day.year,
        "day": day.isoformat(),
        "swedish_day": f"{day.day}/{day.month}",
        "dotted": f"{day.day}.{day.month}.{day.year}",
        "worded": f"{day.day} {draw.choice(['mars', 'juni', 'oktober'])} {day.year}",
        "short_day": f"{day:%y%m%d}",
        "from_to": f"{hour:02}.{minute}–{(hour + 2) % 24:02}.{minute}",
        "hours": f"{hour:02}-{min(hour + draw.randrange(1, 9), 24):02}",
        "clock": f"{hour:02}{draw.choice('.:')}{minute}",
        "lux": draw.choice(["3", "0,8", "12,5", "150", "250"]),
        "kronor": f"{draw.randrange(1, 900)} {draw.randrange(1000):03} {draw.randrange(1000):03}",
        "thousands": f"{draw.randrange(1, 999)} {draw.randrange(1000):03}",
        "line": draw.choice(["5", "33", "141", "150", "SkåneExpressen 4"]),
        "east": easting,
        "north": northing,
        "lat": f"{55.55 + draw.random() / 10:.5f}",
        "lon": f"{12.95 + draw.random() / 10:.5f}",
        "comma_lat": f"{55.55 + draw.random() / 10:.4f}".replace(".", ","),
        "comma_lon": f"{12.95 + draw.random() / 10:.4f}".replace(".", ","),
        "number": draw.randrange(1, 900),
        "lamp": draw.randrange(10_000, 999_999),
        "serial": draw.randrange(100, 999),
        "post": f"21{draw.randrange(1, 6)} {draw.randrange(10, 99)}",
        "percent": draw.randrange(1, 100),
        "organisation": f"212000-{draw.randrange(10_000):04}",
        "kelvin": draw.choice(["2700", "3000", "4000"]),
        "watt": draw.choice(["20", "35", "50", "70", "100"]),
        "lamp_kind": draw.choice(["LED", "HPS", "CDO", "SON"]),
    }
    return sentence.format(**given)


CLEAN = [
    "Mörkt vid {place}, {number} {thing} är släckta sedan {day}.",
    "Uppmätt {lux} lux {day} kl {clock}, {watt} W {lamp_kind} {kelvin} K.",
    "{lamp_kind} {serial} byttes mot LED 100 på stolpe {lamp}.",
    "{lamp_kind} {watt}W bytt till {watt} W den {worded}.",
    "Öppet {hours}, lör {hours}, sön stängt.",
    "Öppettider: mån-fre {from_to}, lördag {from_to}.",
    "Många upplever platsen som otrygg mellan kl {from_to} på fredagar.",
    "Busslinje {line} går {clock}, {clock} och {clock} från {street} {house}.",
    "Läge {north} {east} i SWEREF 99 13 30.",
    "N {north}, E {east} (SWEREF 99 13 30), se ritning {serial}.",
    "Punkten ligger på {lat}, {lon}.",
    "WGS 84: {comma_lat} {comma_lon}",
    "lat/lon {lat} {lon}; noggrannhet {number} m",
    "Kostnad {kronor} kr, varav staten {thousands} kr.",
    "Budget {thousands} SEK per år {year}-{year}.",
    "{street} {house}, {post} Malmö.",
    "Dnr STK-{year}-{serial}, beslut {day}.",
    "Diarienummer TN {year}:{lamp}, punkt {number}.",
    "Se dnr {year}-{lamp} och ärende {lamp}.",
    "Stolpe {lamp} och {lamp} är släckta; lampnr {serial}.",
    "Ljuspunkt 040-{serial}-{number} lyser dygnet runt.",
    "Tänd {from_to}, dimmas till {percent} % efter kl 23.",
    "Enkäten {year}: {percent} % av {thousands} svarande, {number} procent fler än {year}.",
    "GC-väg {number} m lång och 2,5 m bred; GCM {serial} m bort.",
    "Sikten är {lux} m, buskar {number} cm höga.",
    "V85 var {percent} km/h av {thousands} fordon per dygn.",
    "Väg E22, rv 11 och väg {serial} möts i rondellen.",
    "Kv. Ask {number}:{percent}, fastigheten Rosengård {serial}:{number}.",
    "Ring 112 vid nödläge, annars 114 14.",
    "Polisen nås på 114 14, vårdguiden på 1177 och kommunen på {street}.",
    "Anmäl fel till fastighetsjouren eller ring 0771-24 24 24 (Skånetrafiken).",
    "Perioden {day} – {day} jämfördes med {day}–{day}.",
    "Vandring {day} {clock}-{clock}, {number} deltagare.",
    "Vandringen {worded} kl {clock} följdes upp {dotted}.",
    "Uppföljning v. {percent}, {swedish_day} och {swedish_day}.",
    "Protokoll {short_day}, bilaga {number}, s. {percent}-{serial}.",
    "EPSG:3008 och 3006, ritning {lamp}-{number} rev C.",
    "Organisationsnummer {organisation} är stadens.",
    "DET ÄR {number} LAMPOR SOM HAR {serial} LUX MOT GATAN, MED {serial} M MELLAN.",
    "Den {number} meter långa muren har {serial} klotterytor.",
    "Om {number} dagar och per {serial} invånare, max {serial} st.",
    "Tunneln vid {street} luktar och är hal. Ingen belysning.",
    "Ödsligt efter stängning; inga fönster mot {street}.",
    "P-hus med {number} platser, plan {percent}, port {house}.",
    "Skylt {serial} saknas, se typ C31-{percent}.",
    "Index {lux} ({year}), p = 0,0{number}, 95 % KI 0,71–0,{serial}.",
    "Staket {number} x {serial} mm, RAL {kelvin}.",
    "Skolan slutar {clock} och fritids {clock}; då möts {number} barn här.",
    "Telefonkiosken från {year} är borttagen.",
    "Mobilmast, {number} m hög, {year}.",
    "Lekplatsen @ {place} är mörk, se bild {number}.",
    "Look at malmo.se for the plan of {year}; {number} lamps at {street} {house}.",
    "The path is {number} m long, dark from {clock} to {clock}.",
    "Snabel-a-skulpturen vid {place} är {lux} m hög.",
]  # fmt: skip


def clean(draw: Random) -> str:
    """Return one or two sentences that tell of no person."""
    chosen = draw.sample(CLEAN, draw.choice([1, 1, 2]))
    return draw.choice([" ", "\n", "\n\n"]).join(filled(draw, sentence) for sentence in chosen)
