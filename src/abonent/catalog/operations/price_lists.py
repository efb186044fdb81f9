"""A future price is a version of the list that begins later: drafted, edited, approved, then never changed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.catalog.models import Price, PriceGroup, PriceList, PriceListVersion, Product
from abonent.customers.models import Customer
from abonent.kit import clock
from abonent.kit.refusals import Refusal


class CannotChangePrices(Refusal):
    """A price list that may not be changed as asked."""

    sentences = {
        "prices.version_exists": _("There is already a version of this price list from %(day)s."),
        "prices.approved": _("The version from %(day)s is approved and is not changed any more. Make a new version that begins later."),
        "prices.begins_in_the_past": _(
            "A version begins today at the earliest, so that no term that is made already would have cost something else."
        ),
        "prices.empty": _("The version from %(day)s has no prices."),
        "prices.other_entity": _("The product belongs to another company than the price list."),
    }


def draft_version(
    *, price_list: PriceList, valid_from: date, copy_of: PriceListVersion | None, actor: StaffUser | None
) -> PriceListVersion:
    """Begin a version that will hold from a day, as an empty one or as a copy of another."""
    with transaction.atomic():
        clock.hand_over()
        version, is_new = PriceListVersion.objects.get_or_create(price_list=price_list, valid_from=valid_from)
        if not is_new:
            raise CannotChangePrices("prices.version_exists", day=valid_from)
        if copy_of:
            _copy_prices(copy_of, version)
    return version


def set_price(
    *,
    version: PriceListVersion,
    product: Product,
    term_kind: str,
    term_unit: str,
    term_length: int,
    unit_price: Decimal,
    actor: StaffUser | None,
    weekdays: int | None = None,
    quantity_from: int = 1,
    price_group: PriceGroup | None = None,
    customer: Customer | None = None,
) -> Price:
    """Say what a term costs in a draft; the same case a second time changes the price."""
    if product.entity_id != version.price_list.entity_id:
        raise CannotChangePrices("prices.other_entity")
    with transaction.atomic():
        clock.hand_over()
        _lock_draft(version)
        price, _is_new = Price.objects.update_or_create(
            version=version,
            product=product,
            term_kind=term_kind,
            term_unit=term_unit,
            term_length=term_length,
            weekdays=weekdays,
            quantity_from=quantity_from,
            price_group=price_group,
            customer=customer,
            defaults={"unit_price": unit_price},
        )
    return price


def remove_price(*, price: Price, actor: StaffUser | None) -> None:
    """Take a case out of a draft."""
    with transaction.atomic():
        clock.hand_over()
        _lock_draft(price.version)
        price.delete()


def approve_version(*, version: PriceListVersion, actor: StaffUser | None, today: date) -> PriceListVersion:
    """Put a version in force from its day on; from here it is not changed."""
    if version.valid_from < today:
        raise CannotChangePrices("prices.begins_in_the_past")
    with transaction.atomic():
        clock.hand_over()
        locked = _lock_draft(version)
        if not locked.prices.exists():
            raise CannotChangePrices("prices.empty", day=locked.valid_from)
        locked.approved_at = clock.now()
        locked.approved_by = actor
        locked.save(update_fields=["approved_at", "approved_by"])
    return locked


def _lock_draft(version: PriceListVersion) -> PriceListVersion:
    locked = PriceListVersion.objects.select_for_update().get(pk=version.pk)
    if locked.approved_at is not None:
        raise CannotChangePrices("prices.approved", day=locked.valid_from)
    return locked


def _copy_prices(source: PriceListVersion, target: PriceListVersion) -> None:
    copies = list(source.prices.all())
    for price in copies:
        price.pk = None
        price.version = target
    Price.objects.bulk_create(copies)
