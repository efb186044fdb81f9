"""Erase who somebody was: what hinders it, what stays how long, and the doing, which nobody can undo."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by, forgetting
from abonent.access.models import StaffUser
from abonent.company.queries import voucher_years
from abonent.customers.finding import refresh_search
from abonent.customers.models import Customer, Erasure
from abonent.customers.operations.disclosing import OF_OTHERS, companies_that_know
from abonent.imports.forgetting import forget_files
from abonent.kit import statements
from abonent.kit.holdings import (
    Hindrance,
    Keeping,
    declared_erasings,
    declared_hindrances,
    declared_keepings,
    declared_voucher_erasings,
    declared_voucher_files,
)
from abonent.kit.refusals import Refusal
from abonent.runs.operations import record_act


class CannotErase(Refusal):
    """An erasure that must wait."""

    sentences = {
        "erasure.hindered": _("Not yet: %(hindrances)s"),
        "erasure.done": _("This customer is erased already."),
        "erasure.of_others": OF_OTHERS,
        "erasure.not_erased": _("This customer is not erased. Vouchers are taken out after that."),
        "erasure.vouchers_kept": _("The law wants the vouchers kept until %(until)s."),
        "erasure.no_vouchers": _("Nothing of this customer is kept any more."),
    }


@dataclass(frozen=True)
class Kept:
    """Papers that the law has kept, how many, and to which day."""

    label: Any
    pieces: int
    until: date


def hindering(people: Sequence[int], *, today: date) -> list[tuple[Hindrance, dict[int, set[int]]]]:
    """What must be settled first: each hindrance with its rows by customer; a statement per folder that has something."""
    found = []
    for hindrance in declared_hindrances:
        rows: dict[int, set[int]] = defaultdict(set)
        for row in statements.rows(hindrance.statement, people=people, today=today):
            rows[row.customer_id].add(row.row_id)
        found.append((hindrance, rows))
    return found


def hindrances_of(customer: Customer, *, today: date) -> list[str]:
    """What must be settled before the customer can be erased, each as a sentence."""
    found = hindering(customer.merged_ids, today=today)
    numbers = [(hindrance, len(set().union(*rows.values()))) for hindrance, rows in found]
    return [str(hindrance.sentence) % {"number": number} for hindrance, number in numbers if number]


def kept_of(customer: Customer, *, today: date) -> list[Kept]:
    """What stays for the books, until the end of the last year in which the law of the seller's country wants it."""
    sorts: dict[tuple[str, str], list[Kept]] = defaultdict(list)
    for keeping, row, until in _papers_of(customer.merged_ids, today):
        sorts[keeping.statement, row.country].append(Kept(keeping.label, row.pieces, until))
    return [Kept(sort[0].label, sum(one.pieces for one in sort), max(one.until for one in sort)) for sort in sorts.values()]


def kept_until_by_customer(people: Sequence[int], *, today: date) -> dict[int, date]:
    """To which day the law has papers of each of these records kept; those of whom it keeps none are not named."""
    kept: dict[int, date] = {}
    for _keeping, row, until in _papers_of(people, today):
        kept[row.customer_id] = max(until, kept.get(row.customer_id, date.min))
    return kept


def lock_people(people: Sequence[int]) -> None:
    """Nobody changes these records until the transaction ends."""
    list(Customer.objects.select_for_update().filter(pk__in=people).order_by("pk").values_list("pk"))


def erase_customer(*, customer: Customer, actor: StaffUser | None, today: date, ground: str = Erasure.Ground.REQUEST) -> Erasure:
    """Take out of every table who the customer was, with all that were merged into it.

    Undo, un-merge and history of the customer end.
    """
    with change_by(actor, "erase_customer"):
        people = customer.merged_ids
        lock_people(people)
        _demand_that_it_may_be(customer, actor, today)
        erase_people(dict.fromkeys(people, customer.canonical_id), actor=actor, today=today, ground=ground)
    return Erasure.objects.get(customer=customer)


def erase_people(standing_for: Mapping[int, int], *, actor: StaffUser | None, today: date, ground: str) -> None:
    """Erase records, each given with the record that it stands for, within a change; what might hinder it was asked before.

    What folders declare is run from the top of the ladder down, so that what points at a row goes before the row.
    """
    people = sorted(standing_for)
    kept: dict[int, date] = {}
    for record, until in kept_until_by_customer(people, today=today).items():
        kept[standing_for[record]] = max(until, kept.get(standing_for[record], date.min))
    batches = [row.batch_id for row in statements.rows("customers/batches_of_people", people=people)]
    with forgetting():
        for erasing in reversed(list(declared_erasings)):
            statements.run(erasing.statement, source=erasing.source, people=people)
        refresh_search(people)
    forget_files(batches)
    Erasure.objects.bulk_create(
        Erasure(customer_id=record, ground=ground, erased_by=actor, kept_until=kept.get(standing_for[record])) for record in people
    )
    record_act(actor=actor, verb="erase_customer", subject_kind="customer", subject_ids=people)


def erase_vouchers(*, customer: Customer, actor: StaffUser | None, today: date) -> None:
    """Take an erased customer out of the books too, once the law lets go of the last of his papers; no sum changes."""
    with change_by(actor, "erase_vouchers"):
        people = customer.merged_ids
        erasure = Erasure.objects.select_for_update().filter(customer=customer).first()
        if erasure is None:
            raise CannotErase("erasure.not_erased")
        if erasure.kept_until is None:
            raise CannotErase("erasure.no_vouchers")
        until = max(kept_until_by_customer(people, today=today).values(), default=date.min)
        if until >= today:
            raise CannotErase("erasure.vouchers_kept", until=until)
        erase_vouchers_of(people, actor=actor, today=today)


def erase_vouchers_of(people: Sequence[int], *, actor: StaffUser | None, today: date) -> None:
    """Take people out of the books, within a change; that the law lets go of their papers was asked before."""
    for forget in declared_voucher_files:
        forget(people, today)
    with forgetting(posted=True):
        for erasing in reversed(list(declared_voucher_erasings)):
            statements.run(erasing.statement, source=erasing.source, people=people)
    Erasure.objects.filter(customer__in=people).update(kept_until=None)
    record_act(actor=actor, verb="erase_vouchers", subject_kind="customer", subject_ids=sorted(people))


def _demand_that_it_may_be(customer: Customer, actor: StaffUser | None, today: date) -> None:
    if Erasure.objects.filter(customer=customer).exists():
        raise CannotErase("erasure.done")
    if actor is not None and (others := companies_that_know(customer, beside=actor)):
        raise CannotErase("erasure.of_others", companies=", ".join(others))
    if hindrances := hindrances_of(customer, today=today):
        raise CannotErase("erasure.hindered", hindrances=" ".join(hindrances))


def _papers_of(people: Sequence[int], today: date) -> Iterator[tuple[Keeping, Any, date]]:
    """The papers of people that the books keep: their sort, the row of a customer and a country, and the day until which."""
    found = [(keeping, row) for keeping in declared_keepings for row in statements.rows(keeping.statement, people=people)]
    years = {country: voucher_years(country=country, on=today) for country in {row.country for _keeping, row in found}}
    for keeping, row in found:
        yield keeping, row, date(row.latest_on.year + years[row.country], 12, 31)
