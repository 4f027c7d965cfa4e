"""The life of one person: what happened to her, day by day, and the postings behind it.

>>> from experiments.biography import find, life
"""

from __future__ import annotations

from experiments.biography.events import Event, Posting
from experiments.biography.finding import WHO, NobodyFound
from experiments.biography.watching import Biography, find, life, watch

__all__ = ["WHO", "Biography", "Event", "NobodyFound", "Posting", "find", "life", "watch"]
