"""The claims, a module a subject; each module lists its own in ``CLAIMS``: functions that yield them as they are found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import iter_modules

from experiments.claims.claim import Claim


def claims() -> Iterator[Callable[[], Iterator[Claim]]]:
    """Yield what finds the claims of each module, by the modules' names."""
    for module in iter_modules(__path__):
        yield from getattr(import_module(f"{__name__}.{module.name}"), "CLAIMS", ())
