"""The phases of a day: gather facts, ask a rule, write the decision down. No policy in here.

A phase in which people decide has four parts, the same in every module, so that both drivers can walk it:
``rows`` (who is up today), ``facts`` (what she sees), ``decision`` (what her rule says) and ``act`` (write it down);
``run`` does them all, compiled. Whatever touches another person's row is written down as an event and settled once, in
a stated order, by the phase that follows.
"""
