"""The registry of a study: each replication is written down the moment it is finished, and survives a kill.

SQLite with a write-ahead log: a process that is killed loses nothing that was written down before.
"""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from types import TracebackType

from experiments.lab.task import Key, Outcome

TABLES = """
CREATE TABLE IF NOT EXISTS study (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS replications (
    design TEXT NOT NULL, seed INTEGER NOT NULL, measures TEXT NOT NULL, result_hash TEXT NOT NULL,
    seconds REAL NOT NULL, error TEXT NOT NULL, PRIMARY KEY (design, seed)
);
"""
IN_MEMORY = ":memory:"


class Registry:
    """What a study has found so far. Only the process that runs the study writes to it; anybody may read."""

    def __init__(self, path: Path | str = IN_MEMORY) -> None:
        """Open the registry at a path, or one that is gone with the process."""
        self.connection = sqlite3.connect(path, isolation_level=None)
        self.connection.execute("PRAGMA journal_mode = WAL")
        self.connection.execute("PRAGMA synchronous = NORMAL")
        self.connection.executescript(TABLES)

    def __enter__(self) -> Registry:
        """Return the registry."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close the file."""
        self.connection.close()

    def note(self, name: str, value: str) -> None:
        """Write down something about the study as a whole."""
        self.connection.execute("INSERT OR REPLACE INTO study VALUES (?, ?)", (name, value))

    def noted(self, name: str) -> str | None:
        """Return what was written down about the study as a whole, None if nothing was."""
        found = self.connection.execute("SELECT value FROM study WHERE name = ?", (name,)).fetchone()
        return None if found is None else str(found[0])

    def record(self, outcome: Outcome) -> None:
        """Write down what a replication came to."""
        design, seed, measures, *rest = outcome
        self.connection.execute("INSERT OR REPLACE INTO replications VALUES (?, ?, ?, ?, ?, ?)",
                                (design, seed, json.dumps(dict(measures)), *rest))

    def outcomes(self) -> dict[Key, Outcome]:
        """Return all that has been written down, by design and seed."""
        rows = self.connection.execute("SELECT * FROM replications")
        return {(design, seed): Outcome(design, seed, json.loads(measures), *rest) for design, seed, measures, *rest in rows}
