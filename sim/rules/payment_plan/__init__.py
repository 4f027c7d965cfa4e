"""Over how many months is a purchase paid? 0: on the next statement."""

from sim.facts import Purchase as Facts
from sim.rules.contract import Contract

CONTRACT = Contract(facts=Facts, default="by_size", luck=1, returns=int, low=0, high=24)
