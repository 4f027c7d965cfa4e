"""Does the invitation go to a strong tie (rather than a weak one)?"""

from sim.facts import Ties as Facts
from sim.rules.contract import Contract

CONTRACT = Contract(facts=Facts, default="closeness", luck=1, returns=bool)
