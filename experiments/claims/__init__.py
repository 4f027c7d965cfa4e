"""The claims, a module a subject; each module lists in ``CLAIMS`` what finds its own."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from experiments.claims.claim import Check


def checks() -> Iterator[Check]:
    """Yield what finds the claims of each module, by the modules' names."""
    for module in iter_modules(__path__):
        yield from getattr(import_module(f"{__name__}.{module.name}"), "CLAIMS", ())
