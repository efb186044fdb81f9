"""Tables of subscriptions, their terms and pauses, and the plan of the renewal run."""

from abonent.subscriptions.models.cancellation import Cancellation, EarlyEnd, StopReason
from abonent.subscriptions.models.copies_change import CopiesChange, CopiesSettlement
from abonent.subscriptions.models.credit_exception import CreditException
from abonent.subscriptions.models.entitlement import (
    Entitlement,
    EntitlementDifference,
    EntitlementDue,
    EntitlementPlan,
    ReadableProduct,
)
from abonent.subscriptions.models.gift import Gift, GiftLetter
from abonent.subscriptions.models.issue_credit import IssueCredit
from abonent.subscriptions.models.issue_file import IssueFile
from abonent.subscriptions.models.party import Agent, Party
from abonent.subscriptions.models.pause import Pause, PauseRule, TermAdjustment
from abonent.subscriptions.models.plan import RenewalPlan, Situation, SituationComponent, SituationPrice
from abonent.subscriptions.models.premium import Premium, PremiumFile, PremiumPickPlan, PromisedPremium
from abonent.subscriptions.models.price_change import AgreedPrice, PriceChangePlan
from abonent.subscriptions.models.price_notice import PriceNotice, PriceNoticeFile
from abonent.subscriptions.models.product_switch import ProductSwitch
from abonent.subscriptions.models.promise import BrokenPromise, Promise
from abonent.subscriptions.models.redirect import Redirect
from abonent.subscriptions.models.renewal_notice import RenewalNotice, RenewalNoticeFile, RenewalNoticePlan, RenewalNoticeStep
from abonent.subscriptions.models.renewal_request import Grace, RenewalRequest
from abonent.subscriptions.models.save_offer import SaveAttempt, SaveOffer
from abonent.subscriptions.models.seat import ReadingNetwork, Seat, SeatCount
from abonent.subscriptions.models.staged_order import StagedOrder
from abonent.subscriptions.models.subscription import Expiry, RenewalGround, Subscription
from abonent.subscriptions.models.term import ChargeOfTerm, Term, TermCharge

__all__ = [
    "Agent",
    "AgreedPrice",
    "BrokenPromise",
    "Cancellation",
    "ChargeOfTerm",
    "CopiesChange",
    "CopiesSettlement",
    "CreditException",
    "EarlyEnd",
    "Entitlement",
    "EntitlementDifference",
    "EntitlementDue",
    "EntitlementPlan",
    "Expiry",
    "Gift",
    "GiftLetter",
    "IssueCredit",
    "IssueFile",
    "Grace",
    "Party",
    "Pause",
    "PauseRule",
    "Premium",
    "PremiumFile",
    "PremiumPickPlan",
    "PriceChangePlan",
    "PriceNotice",
    "PriceNoticeFile",
    "ProductSwitch",
    "Promise",
    "PromisedPremium",
    "ReadableProduct",
    "ReadingNetwork",
    "Redirect",
    "RenewalGround",
    "RenewalNotice",
    "RenewalNoticeFile",
    "RenewalNoticePlan",
    "RenewalNoticeStep",
    "RenewalPlan",
    "RenewalRequest",
    "SaveAttempt",
    "SaveOffer",
    "Seat",
    "SeatCount",
    "Situation",
    "SituationComponent",
    "SituationPrice",
    "StagedOrder",
    "StopReason",
    "Subscription",
    "Term",
    "TermAdjustment",
    "TermCharge",
]
