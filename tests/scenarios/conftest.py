"""A desk to write scenario files on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from scenarios import ScenarioError, load
from scenarios.overrides import Overrides


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Write a file into an empty folder, which is the current one, and return its name."""
    monkeypatch.chdir(tmp_path)

    def written(content: str | bytes, name: str = "mine.yaml") -> str:
        raw = content.encode() if isinstance(content, str) else content
        Path(name).write_bytes(raw)
        return name

    return written


@pytest.fixture
def complaint(write: Callable[..., str]) -> Callable[..., str]:
    """Load what is written and return all that is said against it."""

    def said(content: str | bytes, overrides: Overrides = ()) -> str:
        with pytest.raises(ScenarioError) as caught:
            load(write(content), overrides)
        return str(caught.value)

    return said
