"""Whether the model has been compiled; and compiling it once, before several workers would each begin to."""

from __future__ import annotations

from collections.abc import Callable

from numba import config

from sim.compiling import cache_folder
from sim.engine import Engine
from sim.scenario import Scenario

DONE = "done"
"""The file by which the folder of compiled code says that all of the model is in it."""


def is_compiled() -> bool:
    """Tell whether the model is compiled already, or never is; True where the user keeps compiled code in a folder of his own."""
    folder = cache_folder()
    return bool(config.DISABLE_JIT) or str(folder) != config.CACHE_DIR or (folder / DONE).exists()


def compile_model(heed: Callable[[], None] | None = None) -> None:
    """Compile all rules and all that the day calls, which takes a minute or more; ``heed`` is called between days."""
    Engine(Scenario(persons=200, days=40), 1).run(None if heed is None else lambda _: heed())
    if str(cache_folder()) == config.CACHE_DIR and cache_folder().is_dir():
        (cache_folder() / DONE).touch()
