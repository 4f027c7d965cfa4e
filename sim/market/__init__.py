"""The Mesa driver: the same days as the engine's, lived through agent by agent.

``Market`` is a ``mesa.Model``. Its agents are views on the rows of the world's tables: what they are told, and what
follows from their decisions, is worked out by the engine's own kernels, so that both drivers end with the same books,
whatever the order in which agents act. What an agent decides is a method, which a researcher may write anew in plain
Python.
"""

from sim.market.agents import (
    Consumer,
    DefaultedEnterprise,
    Defaulter,
    Enterprise,
    Individual,
    LeadingEnterprise,
    Prospect,
    Referrer,
    ReferringEnterprise,
    RewardAbuser,
    TeamLeader,
)
from sim.market.crowd import Crowd
from sim.market.model import Market

__all__ = ["Consumer", "Crowd", "DefaultedEnterprise", "Defaulter", "Enterprise", "Individual", "LeadingEnterprise", "Market",
           "Prospect", "Referrer", "ReferringEnterprise", "RewardAbuser", "TeamLeader"]
