"""Screening: what in a text looks like personal data. One finder per kind, one line each here.

A finder answers for shapes, not for persons: what it finds is refused or held until someone has read it.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from geodata.screening import email_addresses, identity_numbers, phone_numbers, registration_plates
from geodata.screening.finding import Finder, Finding, Kind, Piece
from geodata.screening.legible import legible

# Where two kinds are found in the same letters, the first one counts.
FINDERS: tuple[Finder, ...] = (
    identity_numbers.FINDER,
    email_addresses.FINDER,
    phone_numbers.FINDER,
    registration_plates.FINDER,
)
KINDS: Mapping[str, Kind] = MappingProxyType({kind.code: kind for finder in FINDERS for kind in finder.kinds})
MASK = "•••"

__all__ = ["FINDERS", "KINDS", "MASK", "Finder", "Finding", "Kind", "Piece", "findings", "masked", "pieces"]


def findings(text: str) -> tuple[Finding, ...]:
    """Return what looks like personal data, in the text's order, without overlap; empty for a clean text."""
    read = legible(text)
    found: list[Finding] = []
    for finder in FINDERS:
        if finder.worth_it(read):
            found += [finding for finding in finder.find(read) if not _meets(finding, found)]
    return tuple(sorted(found, key=lambda finding: finding.start))


def pieces(text: str, found: Iterable[Finding]) -> tuple[Piece, ...]:
    """Return the text cut at its findings, which are in order and do not overlap."""
    cut: list[Piece] = []
    position = 0
    for finding in found:
        cut += [
            Piece(text[position : finding.start]),
            Piece(text[finding.start : finding.stop], finding.kind),
        ]
        position = finding.stop
    return tuple(piece for piece in (*cut, Piece(text[position:])) if piece.text)


def masked(text: str) -> str:
    """Return the text with every finding replaced by MASK; a clean text as it is."""
    return "".join(MASK if piece.kind else piece.text for piece in pieces(text, findings(text)))


def _meets(finding: Finding, others: list[Finding]) -> bool:
    return any(finding.start < other.stop and other.start < finding.stop for other in others)
