"""For how many months does a loss of income begin today? 0: none."""

from sim.facts import Household as Facts
from sim.rules.contract import Contract

CONTRACT = Contract(facts=Facts, default="loss_of_income", luck=1, returns=int, low=0)
