"""What does a borrower pay on the due day? A code of Payment."""

from sim.facts import Statement as Facts
from sim.rules.contract import Contract

CONTRACT = Contract(facts=Facts, default="roll_rates", luck=2, returns=int, low=0, high=4)
