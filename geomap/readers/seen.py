"""Which texts were met before, among any number: kept in memory at first, then in a temporary file."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from typing import IO, Any

from geomap.errors import OutputError

__all__ = ["Seen"]

IN_MEMORY = 2_000_000
"""Texts that are known in memory, in eight bytes each; as many are looked through at a time in the file."""


class Seen:
    """Texts that were met, by eight bytes of their digest: two of ten million are alike once in 400,000 runs.

    The digests stand in sorted runs, each longer than the next; the longest go to a temporary file, which
    goes with the process.
    """

    def __init__(self) -> None:
        self._runs: list[Any] = []
        self._stored: list[int] = []
        self._file: IO[bytes] | None = None

    def __del__(self) -> None:
        if self._file is not None:
            self._file.close()

    def add_all(self, texts: Sequence[str]) -> list[bool]:
        """Take some texts; say of each whether it is new.

        Raises:
            OutputError: There is no room for temporary files.
        """
        import numpy as np

        digests = [blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest() for text in texts]
        numbers, firsts = np.unique(np.frombuffer(b"".join(digests), dtype=np.int64), return_index=True)
        known = np.zeros(len(numbers), dtype=bool)
        for run in self._iter_runs():
            places = np.minimum(np.searchsorted(run, numbers), len(run) - 1)
            known |= run[places] == numbers
        new = np.zeros(len(texts), dtype=bool)
        new[firsts[~known]] = True
        self._keep(numbers[~known])
        return new.tolist()

    def _iter_runs(self) -> Iterator[Any]:
        import numpy as np

        yield from self._runs
        if self._file is not None:
            self._file.seek(0)
            for count in self._stored:
                yield np.frombuffer(self._file.read(8 * count), dtype=np.int64)

    def _keep(self, run: Any) -> None:  # noqa: ANN401 - a numpy array
        """Keep sorted digests, joined with the runs that are no longer."""
        import numpy as np

        if len(run) == 0:
            return
        while self._runs and len(self._runs[-1]) <= len(run):
            run = np.sort(np.concatenate([self._runs.pop(), run]), kind="stable")
        if len(run) >= IN_MEMORY:
            self._store(run)
        else:
            self._runs.append(run)

    def _store(self, run: Any) -> None:  # noqa: ANN401 - a numpy array
        try:
            if self._file is None:
                self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed with this object
            self._file.seek(0, 2)
            self._file.write(run.tobytes())
        except OSError as error:
            raise OutputError(f"cannot write a temporary file: {error}") from error
        self._stored.append(len(run))
