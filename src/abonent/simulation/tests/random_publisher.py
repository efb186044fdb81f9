"""The publisher of the random deeds: papers by the day and by the month, what they cost, what is promised with them, and what lies on the shelf."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from abonent.access.models import StaffUser
from abonent.access.operations import install_ready_roles, take_on_staff
from abonent.access.roles import MANAGER
from abonent.billing.testing import a_publisher
from abonent.catalog.models.price import FIXED, ISSUE, MONTH, UNTIL_FURTHER_NOTICE
from abonent.catalog.rules.promotions import Step
from abonent.catalog.testing import a_price_list, a_product, a_promotion, an_edition, prices_from
from abonent.editions.testing import DAILY, issues_every_month, issues_on
from abonent.stock.testing import an_item
from abonent.subscriptions.models import StopReason
from abonent.subscriptions.models.pause import CREDIT, PROLONG
from abonent.subscriptions.operations import install_stop_reasons, set_pause_rule
from abonent.subscriptions.operations.premiums import promise_premium

MONDAY_TO_SATURDAY = 63
LISTED_FROM = "2025-01-01"
# By the term: kind, unit, and prices by length.
OF_DAILIES = (
    (FIXED, MONTH, {1: "279", 3: "799.50", 12: "2929.90"}),
    (UNTIL_FURTHER_NOTICE, MONTH, {1: "249"}),
)
OF_MAGAZINE = ((FIXED, ISSUE, {6: "390", 12: "720"}), (UNTIL_FURTHER_NOTICE, MONTH, {3: "205"}))
GRACE = (3, 14)


class RandomPublisher:
    """What there is before the first deed."""

    def __init__(self, *, opens_on: date, calendar_ends: date) -> None:
        self.entity = a_publisher()
        install_stop_reasons()
        self.manager = self._manager()
        first = opens_on - timedelta(days=60)
        daily = issues_on(an_edition(entity=self.entity), DAILY, first=first, until=calendar_ends)
        monthly = issues_every_month(an_edition(entity=self.entity, code="monthly"), first=first, until=calendar_ends)
        to_read = issues_on(an_edition(entity=self.entity, medium="electronic"), DAILY, first=first, until=calendar_ends)
        offered = {"entity": self.entity}
        self.daily = a_product(**offered, code="daily", editions=[daily, to_read])
        self.workdays = a_product(**offered, code="workdays", weekdays=MONDAY_TO_SATURDAY, editions=[daily])
        self.on_request = a_product(**offered, code="on-request", editions=[daily, to_read], grace=GRACE)
        self.magazine = a_product(**offered, code="monthly", editions=[monthly])
        self.price_list = a_price_list(entity=self.entity)
        self._set_prices()
        for product, gives in ((self.daily, PROLONG), (self.workdays, CREDIT), (self.on_request, PROLONG), (self.magazine, PROLONG)):
            set_pause_rule(product=product, begins=opens_on, actor=None, today=opens_on, gives=gives)
        self.umbrella = an_item(entity=self.entity)
        self._promise()
        self.reason = StopReason.objects.create(code="random", name={"en": "Moved"})

    def _manager(self) -> StaffUser:
        install_ready_roles()
        said = {"username": "manager", "password": "not used here", "full_name": "Maja Sandberg"}
        return take_on_staff(**said, roles=[MANAGER], entities=[self.entity])

    def terms_of(self, product):  # type: ignore[no-untyped-def]
        """By which terms a product is sold: kind, unit and length."""
        sold = OF_MAGAZINE if product == self.magazine else OF_DAILIES
        return [(kind, unit, length) for kind, unit, prices in sold for length in prices]

    @property
    def products(self):  # type: ignore[no-untyped-def]
        return [self.daily, self.workdays, self.on_request, self.magazine]

    def _set_prices(self) -> None:
        for product in self.products:
            for kind, unit, prices in OF_MAGAZINE if product == self.magazine else OF_DAILIES:
                listed = {(product, length): price for length, price in prices.items()}
                prices_from(LISTED_FROM, self.price_list, listed, term_kind=kind, term_unit=unit)

    def _promise(self) -> None:
        """Months for little, terms at a part of the price, a trial, issues for nothing, and an umbrella."""
        dailies, offered = [self.daily, self.workdays], {"price_list": self.price_list}
        three_for_99 = [Step(terms=1, unit_price=Decimal(99), own_length=3)]
        ever_less_off = [Step(terms=2, percent_off=Decimal(50)), Step(terms=1, unit_price=Decimal(199))]
        a_month_for_nothing = [Step(terms=1, unit_price=Decimal(0), own_length=1)]
        two_issues_for_nothing = [Step(terms=1, unit_price=Decimal(0), own_length=2)]
        a_tenth_off = [Step(terms=1, percent_off=Decimal(10))]
        year = {"term_kind": FIXED, "term_length": 12}
        self.promotions = [
            a_promotion(**offered, products=dailies, code="THREE99", steps=three_for_99),
            a_promotion(**offered, products=dailies, code="LESS", steps=ever_less_off),
            a_promotion(**offered, products=dailies, code="TRIAL", steps=a_month_for_nothing, then_ends=True, for_whom="new"),
            a_promotion(**offered, products=[self.magazine], code="FREE2", steps=two_issues_for_nothing, term_unit=ISSUE, **year),
            a_promotion(**offered, products=[*dailies, self.on_request], code="UMBRELLA", steps=a_tenth_off, **year),
        ]
        promise_premium(promotion=self.promotions[-1], item=self.umbrella, actor=None)
