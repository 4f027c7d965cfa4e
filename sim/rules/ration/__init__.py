"""Which share of new lending is done today, given how much of the capital is used?"""

from sim.facts import Capital as Facts
from sim.rules.contract import Contract

CONTRACT = Contract(facts=Facts, default="taper", luck=0, returns=float, low=0.0, high=1.0)
