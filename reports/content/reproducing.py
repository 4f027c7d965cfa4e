"""How well the model reproduces what is known: the shipped validation in a paragraph."""

from __future__ import annotations

from experiments.facts.fact import Kind, Verdict
from experiments.validation.shipped import outdated, shipped
from reports.document.blocks import Paragraph
from reports.words import Words


def reproduced(words: Words) -> Paragraph:
    """Say how many published facts the model meets, and how many of those that it was not set to."""
    every, predicted = shipped()["counts"]["all"], shipped()["counts"][Kind.PREDICTED]
    old = outdated()
    return Paragraph(words.together(words.say(
        "Of {many} facts that others have published, the model meets {met}; {sign} have the right sign and another size, {unmet} "
        "are not met, {missing} not modelled, and on {open} findings contradict each other. Of the {predicted} that no setting was "
        "made to meet, it meets {right}. docs/validation.md tells the source and the reason of each.",
        many=sum(every.values()), met=every[Verdict.MET], sign=every[Verdict.RIGHT_SIGN], unmet=every[Verdict.NOT_MET],
        missing=every[Verdict.NOT_MODELLED], open=every[Verdict.OPEN], predicted=sum(predicted.values()),
        right=predicted[Verdict.MET]),
        words.say("Values of {scenarios} have been changed since.", scenarios=", ".join(old)) if old else ""))
