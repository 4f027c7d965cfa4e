"""How much of its facility does an enterprise draw? Minor units, at most what is available; 0: nothing."""

from sim.facts import Drawdown as Facts
from sim.rules.contract import Contract

CONTRACT = Contract(facts=Facts, default="working_capital", luck=1, returns=int, low=0)
