"""How much principal falls due on this statement? Minor units, at most what is left, and all of it on the last one."""

from sim.facts import Instalment as Facts
from sim.rules.contract import Contract

CONTRACT = Contract(facts=Facts, default="equal_principal", luck=0, returns=int, low=0)
