"""Scenarios as files: what a product manager writes, checked and turned into what the model runs."""

from scenarios.faults import Fault, ScenarioError
from scenarios.load import describe, load, names, resolve
from scenarios.resolved import Resolved

__all__ = ["Fault", "Resolved", "ScenarioError", "describe", "load", "names", "resolve"]
