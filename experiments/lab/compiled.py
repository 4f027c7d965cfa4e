"""Whether the model has been compiled; and compiling it once, before several workers would each begin to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from numba import config

from sim.compiling import cache_folder
from sim.engine import Engine
from sim.scenario import Scenario


def marker() -> Path:
    """Return the file by which a folder of compiled code, ours or the user's own, says that all of this model is in it."""
    return Path(config.CACHE_DIR) / f"{cache_folder().name}.done"


def is_compiled() -> bool:
    """Tell whether the model is compiled already, or never is."""
    return bool(config.DISABLE_JIT) or marker().exists()


def compile_model(heed: Callable[[], None] | None = None) -> None:
    """Compile all rules and all that the day calls, which takes a minute or more; ``heed`` is called between days."""
    Engine(Scenario(persons=200, days=40), 1).run(None if heed is None else lambda _: heed())
    if marker().parent.is_dir():
        marker().touch()
