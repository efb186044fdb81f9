"""Tables of subscriptions, their terms and pauses, and the plan of the renewal run."""

from abonent.subscriptions.models.cancellation import Cancellation, StopReason
from abonent.subscriptions.models.pause import Pause, PauseRule, TermAdjustment
from abonent.subscriptions.models.plan import RenewalPlan, Situation, SituationComponent, SituationPrice
from abonent.subscriptions.models.promise import BrokenPromise, Promise
from abonent.subscriptions.models.redirect import Redirect
from abonent.subscriptions.models.subscription import Expiry, RenewalGround, Subscription
from abonent.subscriptions.models.term import Term

__all__ = [
    "BrokenPromise",
    "Cancellation",
    "Expiry",
    "Pause",
    "PauseRule",
    "Promise",
    "Redirect",
    "RenewalGround",
    "RenewalPlan",
    "Situation",
    "SituationComponent",
    "SituationPrice",
    "StopReason",
    "Subscription",
    "Term",
    "TermAdjustment",
]
