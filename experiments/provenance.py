"""Where a result comes from: versions, the state of the code, the command."""

from __future__ import annotations

import platform
import subprocess
import sys
from importlib import metadata
from pathlib import Path

HERE = Path(__file__).parent
PACKAGES = ("numpy", "numba", "mesa", "scipy", "pyarrow")


def version() -> str:
    """Return the version of Fission."""
    return metadata.version("fission-lab")


def provenance() -> dict[str, object]:
    """Return all that it takes to tell whether two results come from the same program."""
    from sim.compiling import source_digest

    versions = {"python": platform.python_version(), "fission": version()}
    versions |= {package: metadata.version(package) for package in PACKAGES}
    return {
        "command": [Path(sys.argv[0]).name, *sys.argv[1:]],
        "versions": versions,
        "platform": platform.platform(),
        "model_digest": source_digest(),
        "git_revision": git_revision(),
    }


def git_revision() -> str | None:
    """Return the git revision of the code, with "+" behind it where files have been changed; None outside of git."""
    revision = git("rev-parse", "HEAD")
    changed = "+" if git("status", "--porcelain", "--untracked-files=no") else ""
    return None if revision is None else revision + changed


def git(*arguments: str) -> str | None:
    """Return what git says of the code's own repository, or None."""
    if not (HERE.parent / ".git").exists():
        return None
    try:
        command = ["git", "-C", str(HERE.parent), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, timeout=10, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip()
