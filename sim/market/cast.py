"""Which class plays which part: a class written for one counts for all that derive from it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def cast(parts: tuple[type, ...], replaced: Mapping[type, type], above: tuple[type, ...] = ()) -> tuple[Any, ...]:
    """Return the class that plays each part: its own or its replacement, with those of its ancestors mixed in.

    A class written for Consumer so counts for Referrer, TeamLeader and Defaulter too, unless one written for them
    decides otherwise; ``above`` are parts of others from which these derive, and may be replaced too. Raises TypeError
    where a replacement does not derive from what it replaces.
    """
    for part, other in replaced.items():
        if part not in (*parts, *above):
            known = dict.fromkeys((*parts, *above))
            raise TypeError(f"{part.__name__} is no part; one of {', '.join(each.__name__ for each in known)}")
        if not issubclass(other, part):
            raise TypeError(f"{other.__name__} cannot play {part.__name__}: it must derive from it")
    return tuple(mixed(part, replaced) for part in parts)


def mixed(part: type, replaced: Mapping[type, type]) -> type:
    """Return one part's class, with all replacements along its line of descent.

    >>> class Plain: pass
    >>> class Derived(Plain): pass
    >>> class Careful(Plain): pass
    >>> mixed(Plain, {Plain: Careful}) is Careful
    True
    >>> [base.__name__ for base in mixed(Derived, {Plain: Careful}).__mro__]
    ['Derived', 'Derived', 'Careful', 'Plain', 'object']
    """
    own, *inherited = [replaced.get(base, base) for base in part.__mro__ if base is part or base in replaced]
    new = [base for base in inherited if not issubclass(own, base)]
    if not new:
        return own
    return type(own.__name__, (own, *new), {"__module__": own.__module__, "__doc__": own.__doc__})
