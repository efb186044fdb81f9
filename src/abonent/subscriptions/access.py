"""Who reads with a subscription, and whether somebody may read something on a day, or why not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from ipaddress import IPv4Address, IPv6Address
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext, gettext_lazy

from abonent.access.models import StaffUser
from abonent.access.visibility import of_my_entities
from abonent.catalog.models import Edition, Product
from abonent.customers.models import Customer
from abonent.customers.visibility import visible_customers
from abonent.kit import statements
from abonent.kit.networks import Network
from abonent.subscriptions.models import ReadableProduct, Subscription
from abonent.subscriptions.models.entitlement import MEMBER, NETWORK, SUBSCRIBER
from abonent.ui import wording as figures
from abonent.ui.lists.reader import Reader

ONE_DAY = timedelta(days=1)
READS, PAUSED, LATER, GIVEN_UP, ENDED, NOTHING = "reads", "paused", "later", "given_up", "ended", "nothing"

SAYS = {
    (READS, SUBSCRIBER): gettext_lazy("Reads as the subscriber, until %(last)s."),
    (READS, MEMBER): gettext_lazy("Reads on a seat, until %(last)s."),
    (READS, NETWORK): gettext_lazy("Reads from the network %(network)s, until %(last)s."),
    PAUSED: gettext_lazy("Does not read: the subscription is paused, and the digital edition with it."),
    LATER: gettext_lazy("Does not read yet, but from %(first)s."),
    (GIVEN_UP, MEMBER): gettext_lazy("Reads no more: the seat ended on %(last)s."),
    (GIVEN_UP, NETWORK): gettext_lazy("Reads no more: the network %(network)s read until %(last)s."),
    ENDED: gettext_lazy("Reads no more: what was sold ended on %(last)s."),
    NOTHING: gettext_lazy("Does not read: there is no subscription, no seat and no network."),
}


@dataclass(frozen=True)
class Access:
    """Whether somebody may read, by which subscription and on which days; else the nearest reason why not. `grace_from` is the first day
    that is not sold, where he reads in grace alone."""

    outcome: str
    source: str = ""
    during: Any = None
    network: Network | None = None
    subscription_id: int | None = None
    grace_from: date | None = None

    @property
    def is_granted(self) -> bool:
        """Whether he may read."""
        return self.outcome == READS

    def said(self, reader: Reader) -> str:
        """The answer in a sentence."""
        during = self.during
        words: dict[str, Any] = {"network": self.network}
        if during is not None:
            words["first"] = figures.day(during.lower, reader.today, reader.language)
            words["last"] = figures.day(during.upper - ONE_DAY, reader.today, reader.language)
        said = str(SAYS.get((self.outcome, self.source)) or SAYS[self.outcome]) % words
        if self.grace_from is None:
            return said
        sold = figures.day(self.grace_from - ONE_DAY, reader.today, reader.language)
        return f"{said} {gettext('This is grace: what was sold ended on %(day)s, and nobody has renewed it yet.') % {'day': sold}}"


def access_on(
    day: date,
    *,
    edition: Edition | None = None,
    product: Product | None = None,
    customer: Customer | None = None,
    address: IPv4Address | IPv6Address | None = None,
    viewer: StaffUser | None = None,
) -> Access:
    """Whether a customer, or whoever arrives from a network address, may read an edition or use a product on a day.

    Without a `viewer` it is a program that asks, of all companies.
    """
    found = statements.row(
        "subscriptions/access",
        day=day,
        edition=edition and edition.pk,
        product=product and product.pk,
        customer=customer and customer.pk,
        address=address and str(address),
        viewer=viewer and viewer.pk,
    )
    return Access(**found._asdict()) if found else Access(NOTHING)


def readable(viewer: StaffUser) -> tuple[QuerySet[Edition], QuerySet[Product]]:
    """The electronic editions that the viewer's companies sell, and the products without issues."""
    sold = ReadableProduct.objects.filter(product__entity__in=viewer.entities.all())
    editions = Edition.objects.filter(pk__in=sold.values("edition")).select_related("title").order_by("title__code", "code")
    products = Product.objects.filter(pk__in=sold.filter(edition=None).values("product")).order_by("code")
    return of_my_entities(editions, viewer, path="title__entity"), of_my_entities(products, viewer)


@dataclass(frozen=True)
class ShownReader:
    """A line of who reads: a customer whom the viewer may see by name, or a network; until when he reads."""

    source: str
    share_id: int | None
    customer: Customer | None
    network: Network | None
    during: Any
    last_on: date | None

    @property
    def begins_on(self) -> date | None:
        """The day from which a member or a network was let in."""
        return self.during.lower if self.during else None


@dataclass(frozen=True)
class Readers:
    """Who reads with a subscription, and how many of its seats are taken today."""

    lines: Sequence[ShownReader]
    seats: int
    taken: int


def readers_of(subscription: Subscription, *, viewer: StaffUser, today: date) -> Readers | None:
    """Who reads with a subscription; None where there is nothing to read and no seat to take."""
    rows = statements.rows("subscriptions/readers", subscription=subscription.pk, today=today, viewer=viewer.pk)
    seats = subscription.product.seats * subscription.copies
    if not seats and len(rows) < 2 and not any(row.is_readable for row in rows):
        return None
    members = [row.customer_id for row in rows if row.source == MEMBER]
    known = visible_customers(viewer).in_bulk(members) if members else {}
    known[subscription.subscriber_id] = subscription.subscriber
    lines = [
        ShownReader(
            row.source,
            row.share_id,
            known.get(row.customer_id),
            row.network,
            row.during,
            row.reads_until - ONE_DAY if row.reads_until else None,
        )
        for row in rows
    ]
    taken = sum(1 for row in rows if row.source == MEMBER and row.during.lower <= today)
    return Readers(lines, seats, taken)
