"""How the model's plain functions become machine code.

``kernel`` compiles a function with numba and keeps the result on disk; ``inner`` compiles a part of kernels.

numba does not notice when a function that a kernel *calls* has changed in another file, so the cache lives in a folder
named after a digest of every source file of the model: an edited rule can never run as its older self.

``NUMBA_DISABLE_JIT=1`` leaves every kernel the plain Python function it is written as.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import numba

HERE = Path(__file__).parent
Function = TypeVar("Function", bound=Callable[..., object])


def source_digest() -> str:
    """Return a short digest of every source file of the model."""
    digest = hashlib.blake2b(digest_size=8)
    for path in sorted(HERE.rglob("*.py")):
        digest.update(path.relative_to(HERE).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def cache_folder() -> Path:
    """Return the folder of compiled code: below the user's cache, one for each state of the sources."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "fission" / f"{source_digest()}-numba{numba.__version__}"


if not os.environ.get("NUMBA_CACHE_DIR"):
    numba.config.CACHE_DIR = str(cache_folder())


def kernel(function: Function) -> Function:
    """Compile ``function`` on first use, to be called from anywhere; keep the result on disk."""
    compiled: Function = numba.njit(cache=True, nogil=True, error_model="numpy")(function)
    return compiled


def inner(function: Function) -> Function:
    """Compile ``function`` on first use, to be called by kernels only: it costs a third less to compile, and no file."""
    compiled: Function = numba.njit(nogil=True, error_model="numpy", no_cpython_wrapper=True)(function)
    return compiled
