"""Validation: the model against facts that others have published, and against what it must show."""

from __future__ import annotations

from experiments.validation.asking import Unknown
from experiments.validation.validated import Validated, validate

__all__ = ["Unknown", "Validated", "validate"]
