"""What the database's own catalogue says of the guards."""

from geodata.guards.check import faults


def test_the_guards_stand_as_they_are_written(connection, malmo):
    assert faults(connection, malmo) == ()
