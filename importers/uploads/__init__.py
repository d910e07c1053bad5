"""Files that people bring here by the browser: kept in a folder of their own, worked on by a worker.

The web's login writes what is said of a file and what is wanted (`geodata.edits.uploads`); the worker, with
the owner's rights, recognises, checks, publishes and takes back (`jobs`), and tells how far it has come.
"""

from importers.uploads.folder import UploadFolder, folder_of

__all__ = ["UploadFolder", "folder_of"]
