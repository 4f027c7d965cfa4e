"""The reader's language: sentences out of a catalogue, numbers, money and shares as she writes them."""

from __future__ import annotations

from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from experiments.interval import Interval
from reports import numbers

LOCALES = Path(__file__).parent / "locales"
LANGUAGES = ("en", "zh")


class Words:
    """Says things in one language. A message is an English sentence with ``{names}``; its translation stands in ``locales``."""

    def __init__(self, language: str = "en") -> None:
        """Speak a language, one of ``LANGUAGES``."""
        self.language = language
        self.catalogue = catalogue(language)

    def say(self, message: str, /, **values: object) -> str:
        """Return a sentence with its values.

        >>> Words("en").say("{scheme} earns more", scheme="Tiers")
        'Tiers earns more'
        """
        return self.catalogue.gettext(message).format(**values)

    def count(self, one: str, many: str, number: int, /, **values: object) -> str:
        """Return a sentence that counts, as ``{number}``, something.

        >>> Words("en").count("{number} replication", "{number} replications", 1)
        '1 replication'
        """
        return self.catalogue.ngettext(one, many, number).format(number=f"{number:,}", **values)

    def figure(self, value: float, unit: str, currency: str) -> str:
        """Return one number with its unit."""
        return numbers.figure(value, unit, currency)

    def estimate(self, value: Interval, unit: str, currency: str) -> str:
        """Return a mean with its interval."""
        return numbers.estimate(value, unit, currency)

    def difference(self, value: Interval, unit: str, currency: str) -> str:
        """Return a difference with its sign and interval."""
        return numbers.difference(value, unit, currency)

    def probability(self, value: float) -> str:
        """Return a probability; never surer than a simulation can be.

        >>> Words("en").probability(0.998), Words("en").probability(0.42)
        ('above 99 %', '42 %')
        """
        if value > 0.99:
            return self.say("above 99 %")
        return self.say("below 1 %") if value < 0.01 else f"{value:.0%}".replace("%", " %")


@cache
def catalogue(language: str) -> NullTranslations:
    """Return the messages of a language; English ones are their own."""
    if language == "en":
        return NullTranslations()
    with (LOCALES / language / "LC_MESSAGES" / "fission.mo").open("rb") as file:
        return GNUTranslations(file)
