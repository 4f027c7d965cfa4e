"""What an account owes, and what it may still spend."""

from __future__ import annotations

from sim.compiling import inner
from sim.tables import STATEMENTS, Leaving, Records


@inner
def principal(account: Records) -> int:
    """Return the principal an account owes, billed or not, in minor units."""
    owed = account.pay_later + account.carried + account.plan_balance
    for at in range(STATEMENTS):
        owed += account.owed_principal[at]
    return owed


@inner
def fees(account: Records) -> int:
    """Return the fees an account owes, in minor units."""
    owed = 0
    for at in range(STATEMENTS):
        owed += account.owed_fees[at]
    return owed


@inner
def available(account: Records) -> int:
    """Return what is left of the limit, in minor units."""
    return max(0, account.limit - principal(account) - fees(account))


@inner
def utilisation(account: Records) -> float:
    """Return principal over limit; 1 at most."""
    return min(1.0, principal(account) / account.limit) if account.limit > 0 else 0.0


@inner
def is_frozen(account: Records) -> bool:
    """Tell whether the lender has frozen an account as part of a ring."""
    return account.leaving == Leaving.FROZEN


@inner
def dpd(account: Records, today: int) -> int:
    """Return the days past due."""
    return today - account.oldest_due if account.bucket > 0 else 0
