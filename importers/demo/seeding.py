"""Randomness of the demo city: one stream of numbers and one family of ids per noun, all from one seed."""

import zlib
from uuid import NAMESPACE_URL, UUID, uuid5

import numpy as np

SEED = 2012
"""The shipped demo's: the first year of the surveys, and an ordinary draw of chance (see `truth`)."""

_FAMILY = uuid5(NAMESPACE_URL, "tryggkarta/demo")


def generator(seed: int, noun: str) -> np.random.Generator:
    """Return the stream of numbers for `noun`, so that a change of one noun leaves the others as they are."""
    return np.random.default_rng([seed, zlib.crc32(noun.encode())])


def identity(seed: int, noun: str, key: object) -> UUID:
    """Return the id of one row: the same for the same seed, noun and key, wherever it is asked for."""
    return uuid5(_FAMILY, f"{seed}/{noun}/{key}")


def identities(seed: int, noun: str, number: int) -> list[UUID]:
    """Return the ids of many rows that nothing else refers to: drawn in one go."""
    drawn = generator(seed, f"{noun} ids").bytes(16 * number)
    return [UUID(bytes=drawn[start : start + 16], version=4) for start in range(0, len(drawn), 16)]
