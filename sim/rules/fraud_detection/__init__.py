"""What does the monthly look for rings say of an open account? A code of Verdict; who is flagged is frozen."""

from sim.facts import Suspicion as Facts
from sim.rules.contract import Contract

CONTRACT = Contract(facts=Facts, default="skipped", luck=1, returns=int, low=0, high=2)
