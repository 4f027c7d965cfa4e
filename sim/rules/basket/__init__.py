"""For how much does she buy? Minor units; luck is a standard normal draw."""

from sim.facts import Basket as Facts
from sim.rules.contract import Contract

CONTRACT = Contract(facts=Facts, default="share_of_income", luck=1, returns=int, low=0)
