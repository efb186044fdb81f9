"""A future price is a version of the list that begins later: drafted, edited, approved, then never changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.catalog.models import Price, PriceGroup, PriceList, PriceListVersion, Product
from abonent.catalog.rules.rounding import AS_IT_IS, Rounding
from abonent.customers.models import Customer
from abonent.kit import clock, statements
from abonent.kit.refusals import Refusal
from abonent.organisation.models import LegalEntity
from abonent.runs.operations import record_act

LARGEST_CUT, LARGEST_RAISE = Decimal(-90), Decimal(200)
CASE = ("product_id", "term_kind", "term_unit", "term_length", "weekdays", "quantity_from", "price_group_id", "customer_id")


class CannotChangePrices(Refusal):
    """A price list that may not be changed as asked."""

    sentences = {
        "prices.list_code_taken": _("There is already a price list with the code %(taken)s."),
        "prices.version_exists": _("There is already a version of this price list from %(day)s."),
        "prices.approved": _("The version from %(day)s is approved and is not changed any more. Make a new version that begins later."),
        "prices.begins_in_the_past": _(
            "A version begins today at the earliest, so that no term that is made already would have cost something else."
        ),
        "prices.empty": _("The version from %(day)s has no prices."),
        "prices.other_entity": _("The product belongs to another company than the price list."),
        "prices.raise_too_large": _("A raise is between %(least)s and %(most)s per cent."),
    }


def open_price_list(
    *, entity: LegalEntity, code: str, name: Mapping[str, str], currency: str, basis: str, actor: StaffUser | None
) -> PriceList:
    """Begin a price list of a company in one currency; its prices come with its first version."""
    with change_by(actor, "open_price_list"):
        described = {"name": dict(name), "currency": currency, "basis": basis}
        # Of two people at once with one code the second finds the first one's list.
        price_list, is_new = PriceList.objects.get_or_create(entity=entity, code=code, defaults=described)
        if not is_new:
            raise CannotChangePrices("prices.list_code_taken", taken=code)
        record_act(actor=actor, verb="open_price_list", subject_kind="price_list", subject_ids=[price_list.pk])
    return price_list


def draft_version(
    *,
    price_list: PriceList,
    valid_from: date,
    copy_of: PriceListVersion | None,
    actor: StaffUser | None,
    raise_percent: Decimal = Decimal(0),
    rounding: Rounding = AS_IT_IS,
) -> PriceListVersion:
    """Begin a version that will hold from a day, as an empty one or as a copy of another, raised by a percentage and rounded."""
    if not LARGEST_CUT <= raise_percent <= LARGEST_RAISE:
        raise CannotChangePrices("prices.raise_too_large", least=LARGEST_CUT, most=LARGEST_RAISE)
    with change_by(actor, "draft_version"):
        version, is_new = PriceListVersion.objects.get_or_create(price_list=price_list, valid_from=valid_from)
        if not is_new:
            raise CannotChangePrices("prices.version_exists", day=valid_from)
        if copy_of:
            factor = 1 + raise_percent / 100
            statements.run(
                "catalog/copy_prices", copied=copy_of.pk, target=version.pk, factor=factor, step=rounding.step, less=rounding.less
            )
        _record(actor, "draft_version", version, {"verb": "discard_draft", "version": version.pk})
    return version


def discard_draft(*, version: PriceListVersion, actor: StaffUser | None) -> None:
    """Throw a draft away with its prices; what was approved stays."""
    with change_by(actor, "discard_draft"):
        draft = locked_draft(version)
        _record(actor, "discard_draft", draft)
        draft.prices.all().delete()
        draft.delete()


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
    case: dict[str, Any] = {
        "product": product,
        "term_kind": term_kind,
        "term_unit": term_unit,
        "term_length": term_length,
        "weekdays": weekdays,
        "quantity_from": quantity_from,
        "price_group": price_group,
        "customer": customer,
    }
    with change_by(actor, "set_price"):
        locked_draft(version)
        price = Price.objects.filter(version=version, **case).first()
        if price is None:
            price = Price.objects.create(version=version, **case, unit_price=unit_price)
            _record(actor, "set_price", version, {"verb": "remove_price", "price": price.pk})
        else:
            change_prices(version=version, unit_prices={price.pk: unit_price}, actor=actor)
            price.refresh_from_db()
    return price


def change_prices(*, version: PriceListVersion, unit_prices: Mapping[int, Decimal], actor: StaffUser | None) -> int:
    """Give prices of a draft, by their ids, new amounts; returns how many changed. One act, undone as one."""
    with change_by(actor, "change_prices"):
        locked_draft(version)
        former = dict(version.prices.filter(pk__in=unit_prices).values_list("pk", "unit_price"))
        before = {pk: amount for pk, amount in former.items() if amount != unit_prices[pk]}
        if not before:
            return 0
        changed = statements.run(
            "catalog/change_prices", version=version.pk, prices=list(before), amounts=[unit_prices[pk] for pk in before]
        )
        told = {str(pk): str(amount) for pk, amount in before.items()}
        _record(actor, "change_prices", version, {"verb": "change_prices", "version": version.pk, "prices": told})
    return changed


def remove_price(*, price: Price, actor: StaffUser | None) -> None:
    """Take a case out of a draft."""
    with change_by(actor, "remove_price"):
        version = locked_draft(price.version)
        case = {column: getattr(price, column) for column in CASE}
        back = {"verb": "put_price_back", "version": version.pk, **case, "unit_price": str(price.unit_price)}
        _record(actor, "remove_price", version, back)
        price.delete()


def put_price_back(*, version: PriceListVersion, case: Mapping[str, Any], unit_price: Decimal, actor: StaffUser | None) -> Price:
    """Enter a case again as it was before it was taken out."""
    with change_by(actor, "put_price_back"):
        locked_draft(version)
        return Price.objects.create(version=version, unit_price=unit_price, **{column: case[column] for column in CASE})


def approve_version(*, version: PriceListVersion, actor: StaffUser | None, today: date) -> PriceListVersion:
    """Put a version in force from its day on; from here it is not changed."""
    if version.valid_from < today:
        raise CannotChangePrices("prices.begins_in_the_past")
    with change_by(actor, "approve_version"):
        locked = locked_draft(version)
        if not locked.prices.exists():
            raise CannotChangePrices("prices.empty", day=locked.valid_from)
        locked.approved_at = clock.now()
        locked.approved_by = actor
        locked.save(update_fields=["approved_at", "approved_by"])
        _record(actor, "approve_version", locked)
    return locked


def locked_draft(version: PriceListVersion) -> PriceListVersion:
    """The version under lock; refused when it is approved, for then it does not change any more."""
    locked = PriceListVersion.objects.select_for_update().get(pk=version.pk)
    if locked.approved_at is not None:
        raise CannotChangePrices("prices.approved", day=locked.valid_from)
    return locked


def _record(actor: StaffUser | None, verb: str, version: PriceListVersion, inverse: Mapping[str, Any] | None = None) -> None:
    record_act(actor=actor, verb=verb, subject_kind="price_list_version", subject_ids=[version.pk], inverse=inverse)
