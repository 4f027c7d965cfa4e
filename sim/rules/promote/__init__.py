"""Does a customer stand at a tier?"""

from sim.facts import Standing as Facts
from sim.rules.contract import Contract

CONTRACT = Contract(facts=Facts, default="record", luck=0, returns=bool)
