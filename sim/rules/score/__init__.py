"""Which score does the lender see? Points; luck is a standard normal draw."""

from sim.facts import Applicant as Facts
from sim.rules.contract import Contract

CONTRACT = Contract(facts=Facts, default="noisy", luck=1, returns=float)
