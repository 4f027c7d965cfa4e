"""How hard are the times today? Stress: unemployment, in percentage points above normal."""

from sim.facts import Clock as Facts
from sim.rules.contract import Contract

CONTRACT = Contract(facts=Facts, default="calm", luck=0, returns=float, low=-10.0, high=30.0)
