"""The registry of a study: each replication is written down the moment it is finished, and survives a kill.

SQLite with a write-ahead log: a process that is killed loses nothing that was written down before. The log is not forced to
the disk at each replication: a power cut may cost the last few, which are then run again.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from weakref import finalize

from filelock import FileLock, Timeout

from experiments.lab.task import Key, Outcome

VERSION = 2
TABLES = f"""
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
CREATE TABLE IF NOT EXISTS study (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS replications (
    design TEXT NOT NULL, seed INTEGER NOT NULL, measures TEXT NOT NULL, result_hash TEXT NOT NULL,
    seconds REAL NOT NULL, error TEXT NOT NULL, lost INTEGER NOT NULL, PRIMARY KEY (design, seed)
) WITHOUT ROWID;
PRAGMA user_version = {VERSION};
"""
IN_MEMORY = ":memory:"


class Unusable(ValueError):
    """A registry that cannot be opened."""


class Registry:
    """What a study has found so far. Only one process at a time may write to it; anybody may read."""

    def __init__(self, path: Path | str = IN_MEMORY) -> None:
        """Open the registry at a path, or one that is gone with the process; it closes itself once nobody has it any more.

        Raises Unusable where another process has it open, and for a file that is no registry.
        """
        with ExitStack() as opened:
            if path != IN_MEMORY:
                self.lock(Path(path), opened)
            self.connection = sqlite3.connect(path, isolation_level=None)
            opened.callback(self.connection.close)
            try:
                self.prepare()
            except sqlite3.DatabaseError as error:
                raise Unusable(f"{path}: no registry of a study ({error})") from None
            self.opened = opened.pop_all()
        finalize(self, self.opened.close)

    def lock(self, path: Path, opened: ExitStack) -> None:
        """Keep other processes out until the registry is closed, or this process ends in whatever way."""
        try:
            opened.enter_context(FileLock(path.with_suffix(".lock")).acquire(timeout=0))
        except Timeout:
            raise Unusable(f"{path.parent}: another process is at work on this study; wait until it is done") from None

    def prepare(self) -> None:
        """Make the tables where there are none. Raises Unusable for those of another version."""
        (version,) = self.connection.execute("PRAGMA user_version").fetchone()
        if version not in (0, VERSION):
            raise Unusable(f"the registry was written by another version of Fission (format {version}, not {VERSION})")
        self.connection.executescript(TABLES)

    def __enter__(self) -> Registry:
        """Return the registry."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close the file."""
        self.opened.close()

    def note(self, name: str, value: str) -> None:
        """Write down something about the study as a whole."""
        self.connection.execute("INSERT OR REPLACE INTO study VALUES (?, ?)", (name, value))

    def noted(self, name: str) -> str | None:
        """Return what was written down about the study as a whole, None if nothing was."""
        found = self.connection.execute("SELECT value FROM study WHERE name = ?", (name,)).fetchone()
        return None if found is None else str(found[0])

    def record(self, outcome: Outcome) -> None:
        """Write down what a replication came to, in place of what it came to before."""
        design, seed, measures, *rest = outcome
        self.connection.execute("INSERT OR REPLACE INTO replications VALUES (?, ?, ?, ?, ?, ?, ?)",
                                (design, seed, json.dumps(dict(measures)), *rest))

    def outcomes(self) -> dict[Key, Outcome]:
        """Return all that has been written down, by design and seed."""
        rows = self.connection.execute("SELECT * FROM replications")
        return {(design, seed): Outcome(design, seed, json.loads(measures), result_hash, seconds, error, bool(lost))
                for design, seed, measures, result_hash, seconds, error, lost in rows}
