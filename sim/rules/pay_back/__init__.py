"""What does an account of a ring pay on its due day? A code of Payment."""

from sim.facts import Debt as Facts
from sim.rules.contract import Contract

CONTRACT = Contract(facts=Facts, default="while_it_pays", luck=0, returns=int, low=0, high=4)
