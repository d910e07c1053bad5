"""Several people in turns over one connection of each login."""

from scope.alternation import crossings


def test_nobody_sees_what_the_one_before_was_shown(scoped, oracle, malmo, deep):
    assert crossings(scoped.address, oracle, malmo, requests=2_000 if deep else 200) == []
