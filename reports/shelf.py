"""Results kept as they come, a run folder each, beside the folder in which they will be put together."""

from __future__ import annotations

import errno
import hashlib
import shutil
from collections.abc import Sequence
from pathlib import Path

from experiments.lab import fingerprint
from experiments.replication import Replications, Run
from reports import run_folder
from scenarios import Resolved
from sim.compiling import source_digest
from sim.result import Result


class Beside:
    """The results of a comparison that is not finished, in ``<folder>.partial``."""

    def __init__(self, folder: Path, whats: Sequence[Resolved], resume: bool) -> None:
        """Begin anew, or go on.

        Raises FileExistsError where there is something already, unless it is to go on.
        """
        self.path = folder.with_name(f"{folder.name}.partial")
        self.whats = {what.scenario.name: what for what in whats}
        if self.path.exists() and not resume:
            told = "a comparison was cut short here: go on with --resume, or name a new folder"
            raise FileExistsError(errno.EEXIST, told, str(self.path))

    def get(self, run: Run) -> Result | None:
        """Return the result of a run, None where it is not kept."""
        path = self.place(run)
        return run_folder.read(path).found.runs[0] if path.is_dir() else None

    def put(self, run: Run, result: Result) -> None:
        """Keep the result of a run: whole or not at all."""
        run_folder.write(self.place(run), self.whats[run.scenario.name], Replications((result,)))

    def place(self, run: Run) -> Path:
        """Return the folder of a run, which is named after all that it depends on."""
        told = (fingerprint(run.scenario), run.seed, run.driver, run.journal, run.whole, source_digest())
        return self.path / hashlib.blake2b(repr(told).encode(), digest_size=12).hexdigest()

    def remove(self) -> None:
        """Remove all that is kept."""
        shutil.rmtree(self.path, ignore_errors=True)
