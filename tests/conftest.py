"""What all tests share: no window for charts, and how hard Hypothesis tries."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

os.environ.setdefault("MPLBACKEND", "Agg")

PATIENT = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}  # the first example may compile a kernel
settings.register_profile("ci", derandomize=True, max_examples=40, database=None, **PATIENT)
settings.register_profile("explore", max_examples=1_000, **PATIENT)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

collect_ignore = ["benchmarks"]
