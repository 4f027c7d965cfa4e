"""Fission's model: a lender's programme of credit and rewards, lived through by people on a social network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.simulation import simulate

__all__ = ["simulate"]


def __getattr__(name: str) -> Any:
    """Import ``simulate`` when it is first asked for: parts of the model can be imported without the engine."""
    if name == "simulate":
        from sim.simulation import simulate

        return simulate
    raise AttributeError(f"module 'sim' has no attribute {name!r}")
