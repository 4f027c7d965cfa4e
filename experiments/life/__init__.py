"""The life of one person: what happened to her, day by day, and the postings behind it.

>>> from experiments.life import find, life
"""

from __future__ import annotations

from experiments.life.biography import Biography, find, life, watch
from experiments.life.events import Event, Posting
from experiments.life.finding import WHO, NobodyFound

__all__ = ["WHO", "Biography", "Event", "NobodyFound", "Posting", "find", "life", "watch"]
