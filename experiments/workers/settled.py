"""Futures of a cluster as our own, with its errors in our words."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

Translate = Callable[[BaseException], BaseException]


def settled(theirs: Future[Any], translate: Translate) -> Future[Any]:
    """Return a future that comes to the same as another one; what that one raises is translated."""
    ours: Future[Any] = Future()

    def settle(_: Future[Any]) -> None:
        if theirs.cancelled():
            ours.cancel()
        if not ours.set_running_or_notify_cancel():
            return
        error = theirs.exception()
        if error is None:
            ours.set_result(theirs.result())
        else:
            ours.set_exception(translate(error))

    theirs.add_done_callback(settle)
    return ours
