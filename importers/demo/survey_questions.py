"""The demo's two surveys and what they ask, as data."""

from dataclasses import dataclass

from geodata.text import Text


@dataclass(frozen=True, slots=True)
class Question:
    """One question: `level` is the share that answers `positive_means` in the city as a whole.

    `index` marks a result that is published as an index from 0 to 6 instead of a share.
    """

    code: str
    text: Text
    theme: str
    level: float
    positive_means: str
    index: bool = False


@dataclass(frozen=True, slots=True)
class DemoSurvey:
    """One instrument; fieldwork runs from the first to the second (month, day) of each year."""

    code: str
    name: Text
    owner: str
    fieldwork: tuple[tuple[int, int], tuple[int, int]]
    questions: tuple[Question, ...]
    break_note: str = ""


_UNSAFE = Question(
    "UTE_KVALL",
    Text(
        sv="Hur trygg känner du dig när du går ut ensam sent en kväll där du bor?",
        en="How safe do you feel when you walk out alone late in the evening where you live?",
    ),
    "unsafe_late_evening",
    0.28,
    "ganska eller mycket otrygg, eller går inte ut",
)
_WORRIED = "ganska eller mycket ofta"

SURVEYS = (
    DemoSurvey(
        "POLIS_DEMO",
        Text(
            sv="Polisens trygghetsmätning (påhittade siffror)", en="Police safety survey (invented figures)"
        ),
        "polisomrade-malmo",
        ((11, 1), (12, 16)),
        (
            _UNSAFE,
            Question(
                "ORO_OVERFALL",
                Text(sv="Oroar du dig för att bli överfallen?", en="Do you worry about being assaulted?"),
                "worry_assault",
                0.22,
                _WORRIED,
            ),
            Question(
                "ORO_INBROTT",
                Text(sv="Oroar du dig för inbrott?", en="Do you worry about burglary?"),
                "worry_burglary",
                0.30,
                _WORRIED,
            ),
            Question(
                "ORO_FORDON",
                Text(
                    sv="Oroar du dig för brott mot ditt fordon?",
                    en="Do you worry about crime against your vehicle?",
                ),
                "worry_vehicle_crime",
                0.27,
                _WORRIED,
            ),
            Question(
                "NEDSKRAPNING",
                Text(
                    sv="Är nedskräpning ett problem i ditt område?", en="Is littering a problem in your area?"
                ),
                "local_problems",
                0.45,
                "i viss eller stor utsträckning",
            ),
            Question(
                "FORTKORNING",
                Text(
                    sv="Är fortkörning ett problem i ditt område?", en="Is speeding a problem in your area?"
                ),
                "traffic",
                0.50,
                "i viss eller stor utsträckning",
            ),
            Question(
                "UTSATT_STOLD",
                Text(
                    sv="Har du blivit utsatt för stöld de senaste 12 månaderna?",
                    en="Were you exposed to theft in the last 12 months?",
                ),
                "exposure_theft",
                0.12,
                "ja",
            ),
            Question(
                "POLISEN_BRYR_SIG",
                Text(
                    sv="Bryr sig polisen om de lokala problemen?",
                    en="Do the police care about local problems?",
                ),
                "police_care",
                0.38,
                "nej, inte alls eller knappast",
            ),
            Question(
                "INDEX",
                Text(sv="Problemindex 0-6, som publicerat", en="Problem index 0-6, as published"),
                "local_problems",
                0.36,
                "0 nästan inga problem, 6 alarmerande",
                index=True,
            ),
        ),
    ),
    DemoSurvey(
        "STAD_DEMO",
        Text(
            sv="Stadens områdesundersökning (påhittade siffror)",
            en="The city's area survey (invented figures)",
        ),
        "stadskontoret",
        ((3, 1), (5, 1)),
        (
            _UNSAFE,
            Question(
                "AVSTATT",
                Text(
                    sv="Har du avstått från en aktivitet för att du känt dig otrygg?",
                    en="Have you refrained from an activity because you felt unsafe?",
                ),
                "refrained_from_activity",
                0.19,
                "någon eller flera gånger",
            ),
            Question(
                "ANNAN_VAG",
                Text(
                    sv="Har du valt en annan väg för att du känt dig otrygg?",
                    en="Have you chosen another way because you felt unsafe?",
                ),
                "chose_another_way",
                0.33,
                "någon eller flera gånger",
            ),
            Question(
                "ORO_RAN",
                Text(sv="Oroar du dig för att bli rånad?", en="Do you worry about being robbed?"),
                "worry_robbery",
                0.21,
                _WORRIED,
            ),
            Question(
                "UNDVIKER",
                Text(
                    sv="Finns det platser i ditt område som du undviker?",
                    en="Are there places in your area that you avoid?",
                ),
                "avoided_places",
                0.36,
                "ja",
            ),
            Question(
                "TILLIT",
                Text(
                    sv="Går det att lita på de flesta som bor i området?",
                    en="Can most people who live in the area be trusted?",
                ),
                "collective_efficacy",
                0.24,
                "nej",
            ),
            Question(
                "UTSATT_SKADA",
                Text(
                    sv="Har du fått något förstört de senaste 12 månaderna?",
                    en="Was anything of yours damaged in the last 12 months?",
                ),
                "exposure_vandalism",
                0.10,
                "ja",
            ),
            Question(
                "ANMALDE_EJ",
                Text(
                    sv="Anmälde du det senaste brottet till polisen?",
                    en="Did you report the last crime to the police?",
                ),
                "reporting_propensity",
                0.42,
                "nej",
            ),
        ),
        break_note="Frågan om annan väg fick ny ordalydelse 2014.",
    ),
)
