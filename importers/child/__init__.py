"""Files of other people are opened in a guarded child process, never in the one that talks to the database.

A small server process (`server`) has the importers loaded and forks a child per file, in milliseconds. The
child gives up what it does not need (`guards`): network, other programs, memory and time without end, every
file but the one it is to read and a folder of its own. What it answers (`messages`) is taken as data that a
stranger wrote: classes outside a short list are not unpickled.

`guarded(function, …)` runs any function there; `FileRows` streams a file's rows, ready for COPY.
"""

from importers.child.file_rows import FileRows
from importers.child.limits import Limits, limits_of
from importers.child.running import guarded, start

__all__ = ["FileRows", "Limits", "guarded", "limits_of", "start"]
