"""Every exception geomap raises.

::

    GeomapError
    ├── InputError (ValueError)          something given to geomap cannot be used
    │   ├── MissingInputError (FileNotFoundError)
    │   ├── EmptyInputError              a file or stream without content
    │   ├── UnreadableInputError         binary, undecodable or unknown content
    │   └── MissingColumnError (KeyError) a table lacks a column that is needed
    ├── OutputError (OSError)            a result cannot be written
    ├── GazetteerError
    │   ├── MissingGazetteerError (FileNotFoundError)
    │   ├── DamagedGazetteerError (ValueError)
    │   └── BuildError (RuntimeError)    a gazetteer could not be built
    ├── MissingDependencyError (ImportError)
    ├── UnknownNameError (KeyError)      a plug-in, format or model that does not exist
    ├── InvalidRecordError (ValueError)  a record or frame breaks its own rules
    └── WorkerError (RuntimeError)       a process that works for this one has gone

An error's message is one line that names the thing, the choices and the next command.
"""

from __future__ import annotations

__all__ = [
    "BuildError",
    "DamagedGazetteerError",
    "EmptyInputError",
    "GazetteerError",
    "GeomapError",
    "InputError",
    "InvalidRecordError",
    "MissingColumnError",
    "MissingDependencyError",
    "MissingGazetteerError",
    "MissingInputError",
    "OutputError",
    "UnknownNameError",
    "UnreadableInputError",
    "WorkerError",
]


class GeomapError(Exception):
    """Base of all errors that geomap raises on purpose."""

    def __str__(self) -> str:
        # KeyError prints the repr of its argument; ours are sentences.
        return str(self.args[0]) if self.args else self.__class__.__name__


class InputError(GeomapError, ValueError):
    """Something given to geomap cannot be used."""


class MissingInputError(InputError, FileNotFoundError):
    """A named file, folder or pattern does not exist."""


class EmptyInputError(InputError):
    """A file or stream holds no content."""


class UnreadableInputError(InputError):
    """Content that is binary, undecodable or of an unknown kind."""


class MissingColumnError(InputError, KeyError):
    """A table lacks a column that the command needs."""


class OutputError(GeomapError, OSError):
    """A result cannot be written where it was asked for."""


class GazetteerError(GeomapError):
    """Base of the errors about place indexes."""


class MissingGazetteerError(GazetteerError, FileNotFoundError):
    """The gazetteer file is not there."""


class DamagedGazetteerError(GazetteerError, ValueError):
    """The gazetteer file is incomplete, altered or of another schema."""


class BuildError(GazetteerError, RuntimeError):
    """A gazetteer could not be built."""


class MissingDependencyError(GeomapError, ImportError):
    """An optional package is not installed; the message holds the pip command."""


class UnknownNameError(GeomapError, KeyError):
    """A plug-in, format or model of that name does not exist."""


class InvalidRecordError(GeomapError, ValueError):
    """A record or a frame breaks its own rules."""


class WorkerError(GeomapError, RuntimeError):
    """A process that works for this one was killed."""
