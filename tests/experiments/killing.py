"""Killing a study at random moments, until it has run: it must come to the same as one that nobody disturbed.

    undisturbed = Study("sweep", file, folder / "whole").run()
    kill(Study("sweep", file, folder / "killed"), 3, undisturbed.seconds, random.Random(1))
    assert differences(folder / "whole", folder / "killed") == []
"""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, NamedTuple

FISSION = (sys.executable, "-c", "from reports.command import main; main(prog_name='fission')")
ALLOWED = 600.0
"""Seconds that a study may take at most."""


class Study(NamedTuple):
    """A command, the study's file, and the folder that it writes to."""

    command: str
    file: Path
    folder: Path
    workers: str = "2"

    def start(self) -> subprocess.Popen[bytes]:
        """Start the study, or go on with it, in processes of its own group."""
        words = (*FISSION, self.command, self.file, "--out", self.folder, "--workers", self.workers, "--resume", "--json")
        return subprocess.Popen(words, stdout=subprocess.DEVNULL, start_new_session=True)

    def run(self) -> float:
        """Let the study run to its end, and return its seconds."""
        begun = time.monotonic()
        with self.start() as running:
            assert running.wait(ALLOWED) == 0
        return time.monotonic() - begun

    def killed(self, after: float) -> bool:
        """Kill the study after some seconds, workers left aside; tell whether it was still running then."""
        with self.start() as running:
            try:
                running.wait(after)
            except subprocess.TimeoutExpired:
                running.kill()
        assert nobody_left(running.pid), "workers outlived the study"
        return running.returncode == -signal.SIGKILL


def nobody_left(group: int) -> bool:
    """Tell whether all processes of a group are gone, soon."""
    end = time.monotonic() + 120.0
    while time.monotonic() < end:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.02)
    return False


def kill(study: Study, times: int, seconds: float, luck: random.Random) -> int:
    """Kill a study at so many moments within some seconds, let it run to its end, and return how often it was killed."""
    kills = 0
    while kills < times and study.killed(luck.uniform(0.0, seconds)):
        kills += 1
    study.run()
    return kills


def differences(one: Path, other: Path) -> list[str]:
    """Return what of the results in two folders is not the same, but for times and where they come from."""
    names = sorted({path.name for folder in (one, other) for path in folder.glob("*.parquet")})
    found = [name for name in names if not same_bytes(one / name, other / name)]
    found += ["record"] if record(one) != record(other) else []
    return found + (["registry"] if replications(one) != replications(other) else [])


def same_bytes(one: Path, other: Path) -> bool:
    """Tell whether two files are there and the same."""
    return one.exists() and other.exists() and one.read_bytes() == other.read_bytes()


def record(folder: Path) -> dict[str, Any]:
    """Return the record of a study without the command."""
    found: dict[str, Any] = json.loads((folder / "record.json").read_text(encoding="utf-8"))
    return {name: value for name, value in found.items() if name != "command"}


def replications(folder: Path) -> list[tuple[Any, ...]]:
    """Return what the registry of a study has written down, without the seconds."""
    with sqlite3.connect(folder / "registry.sqlite") as connection:
        rows = connection.execute("SELECT design, seed, measures, result_hash, error FROM replications ORDER BY design, seed")
        found = rows.fetchall()
    connection.close()
    return found
