"""The words of a product: who borrows as an enterprise is no consumer."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sim.scenario import ENTERPRISE_LOAN, Scenario

OF_FIRMS: Mapping[str, str] = {
    r"\bmakes a first purchase\b": "takes a first loan", r"\bbuys no more\b": "borrows no more",
    r"\bbuys and earns no more\b": "borrows and earns no more",
    r"\bMonthly income\b": "Monthly revenue", r"\bloses income\b": "loses revenue", r"\bher income\b": "its revenue",
    r"\bconsumer\b": "borrower",
    r"\bherself\b": "itself", r"\bshe\b": "it", r"\bwhom\b": "which",
    r"\bher\b(?= (?:has|is)\b| \(|[,.;:)]|$)": "it", r"\bher\b": "its", r"\bHer\b": "Its",
}
"""What is said of a consumer, and what of an enterprise; the first that fits counts."""


def worded(text: str, scenario: Scenario) -> str:
    """Return a text on a customer in the words of the scenario's product."""
    if scenario.product.kind == ENTERPRISE_LOAN:
        for said, instead in OF_FIRMS.items():
            text = re.sub(said, instead, text, flags=re.MULTILINE)
    return text
