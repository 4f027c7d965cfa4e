"""With which probability does an invitation make its receiver apply?"""

from sim.facts import Invitation as Facts
from sim.rules.contract import Contract

CONTRACT = Contract(facts=Facts, default="logistic", luck=0, returns=float, low=0.0, high=1.0)
