"""Is the application approved, or declined for which reason? A code of Reason."""

from sim.facts import Application as Facts
from sim.rules.contract import Contract

CONTRACT = Contract(facts=Facts, default="cut_off", luck=0, returns=int, low=0, high=3)
