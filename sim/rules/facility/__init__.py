"""Does an enterprise ask for a term loan or a line? A code of Facility."""

from sim.facts import Application as Facts
from sim.rules.contract import Contract

CONTRACT = Contract(facts=Facts, default="share_of_lines", luck=1, returns=int, low=1, high=2)
