"""Which expected credit loss is held against an account? Minor units."""

from sim.facts import Exposure as Facts
from sim.rules.contract import Contract

CONTRACT = Contract(facts=Facts, default="three_stages", luck=0, returns=int, low=0)
