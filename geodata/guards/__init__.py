"""What the database itself lets through, whatever the pages ask: rights, row policies and doors.

`scope/` says who asks and how far that reaches. `policies/` has one file per table: what a login of the web
may do with it and which rows it meets; a table without a file is closed. `doors/` has one function per file,
for all that is asked by a box or a buffer: no PostGIS operator is leakproof, so a row policy would keep the
spatial index from being used. A door runs as `tryggkarta_reader`, which reads without policies, and applies
the asker's scope itself. `install` writes it all into the database at every upgrade that changed it.
"""

from geodata.guards.install import (
    POLICE_DOORS,
    POLICE_LOGIN,
    READER,
    RETENTION,
    WEB_LOGIN,
    install,
    take_down,
)

__all__ = ["POLICE_DOORS", "POLICE_LOGIN", "READER", "RETENTION", "WEB_LOGIN", "install", "take_down"]
