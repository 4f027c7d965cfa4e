"""What a print says of itself, in the reader's language: names of its parts, never of what is in them."""

from __future__ import annotations

from reports.document.blocks import Tone
from reports.words import Words


def furniture(words: Words) -> dict[str, str]:
    """Return the words between the blocks, by what they are for."""
    return {
        "contents": words.say("Contents"),
        "skip": words.say("Skip to the report"),
        "numbers": words.say("The numbers of this figure"),
        "source": words.say("Source: "),
        "page": words.say("Page {page} of {pages}", page="{page}", pages="{pages}"),
        "appendix": words.say("The numbers of the figures"),
    }


def tones(words: Words) -> dict[Tone, str]:
    """Return what a callout is, in a word: nobody has to tell it from the colour."""
    return {
        Tone.VERDICT: words.say("Recommendation"),
        Tone.WITHHELD: words.say("Not decided"),
        Tone.BLOCKED: words.say("Blocked"),
        Tone.CAVEAT: words.say("Caveat"),
        Tone.NOTE: words.say("Note"),
    }
