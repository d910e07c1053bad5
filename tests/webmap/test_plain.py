from dataclasses import dataclass
from datetime import date
from uuid import UUID

import numpy as np
import pytest

from geodata.analysis.verdicts import Verdict
from geodata.text import Text
from webmap.plain import plain


@dataclass(frozen=True)
class Answer:
    word: Text
    days: tuple[date, ...]


def test_a_result_becomes_an_object_with_words_in_the_asked_language():
    answer = Answer(Text("minskning", "decrease"), (date(2015, 1, 2),))
    assert plain(answer, "en") == {"word": "decrease", "days": ["2015-01-02"]}


def test_numbers_that_json_cannot_hold_become_null():
    assert plain([1.5, float("nan"), float("inf")], "sv") == [1.5, None, None]


def test_arrays_ids_and_codes_have_plain_forms():
    assert plain({"a": np.array([1, 2]), "b": UUID(int=0), "c": Verdict.CANNOT_SAY}, "sv") == {
        "a": [1, 2],
        "b": "00000000-0000-0000-0000-000000000000",
        "c": "cannot_say",
    }


def test_an_unknown_kind_of_value_is_refused():
    with pytest.raises(TypeError, match="complex"):
        plain(1j, "sv")
