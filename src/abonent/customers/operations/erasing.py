"""Erase who somebody was: what hinders it, what stays how long, and the doing, which nobody can undo."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by, forgetting
from abonent.access.models import StaffUser
from abonent.company.queries import country_rule
from abonent.customers.finding import refresh_search
from abonent.customers.models import Customer, Erasure
from abonent.customers.operations.disclosing import OF_OTHERS, companies_that_know
from abonent.imports.forgetting import forget_files
from abonent.kit import statements
from abonent.kit.holdings import declared_erasings, declared_hindrances, declared_keepings
from abonent.kit.refusals import Refusal
from abonent.runs.operations import record_act

USUAL_VOUCHER_YEARS = 10


class CannotErase(Refusal):
    """An erasure that must wait."""

    sentences = {
        "erasure.hindered": _("Not yet: %(hindrances)s"),
        "erasure.done": _("This customer is erased already."),
        "erasure.of_others": OF_OTHERS,
    }


@dataclass(frozen=True)
class Kept:
    """Papers that the law has kept, how many, and to which day."""

    label: Any
    pieces: int
    until: date


def hindrances_of(customer: Customer, *, today: date) -> list[str]:
    """What must be settled before the customer can be erased, each as a sentence; a statement per folder that has something."""
    people = customer.merged_ids
    found = [(hindrance, statements.run(hindrance.statement, people=people, today=today)) for hindrance in declared_hindrances]
    return [str(hindrance.sentence) % {"number": number} for hindrance, number in found if number]


def kept_of(customer: Customer, *, today: date) -> list[Kept]:
    """What stays for the books, until the end of the last year in which the law of the seller's country wants it."""
    people = customer.merged_ids
    rows = [(keeping, row) for keeping in declared_keepings for row in statements.rows(keeping.statement, people=people)]
    return [Kept(keeping.label, row.pieces, _kept_until(row.country, row.latest_on, today)) for keeping, row in rows]


def erase_customer(*, customer: Customer, actor: StaffUser | None, today: date, ground: str = Erasure.Ground.REQUEST) -> Erasure:
    """Take out of every table who the customer was, with all that were merged into it.

    Undo, un-merge and history of the customer end. What folders declare is run from the top of the ladder down, so that what
    points at a row goes before the row.
    """
    with change_by(actor, "erase_customer"):
        people = customer.merged_ids
        locked = list(Customer.objects.select_for_update().filter(pk__in=people).order_by("pk"))
        _demand_that_it_may_be(customer, actor, today)
        kept = kept_of(customer, today=today)
        batches = [row.batch_id for row in statements.rows("customers/batches_of_people", people=people)]
        with forgetting():
            for erasing in reversed(list(declared_erasings)):
                statements.run(erasing.statement, source=erasing.source, people=people)
            refresh_search(people)
        forget_files(batches)
        until = max((papers.until for papers in kept), default=None)
        written = Erasure.objects.bulk_create([Erasure(customer=one, ground=ground, erased_by=actor, kept_until=until) for one in locked])
        record_act(actor=actor, verb="erase_customer", subject_kind="customer", subject_ids=people)
    return written[0]


def _demand_that_it_may_be(customer: Customer, actor: StaffUser | None, today: date) -> None:
    if Erasure.objects.filter(customer=customer).exists():
        raise CannotErase("erasure.done")
    if actor is not None and (others := companies_that_know(customer, beside=actor)):
        raise CannotErase("erasure.of_others", companies=", ".join(others))
    if hindrances := hindrances_of(customer, today=today):
        raise CannotErase("erasure.hindered", hindrances=" ".join(hindrances))


def _kept_until(country: str, latest_on: date, today: date) -> date:
    years = country_rule(country=country, key="retention.voucher_years", on=today) or USUAL_VOUCHER_YEARS
    return date(latest_on.year + int(years), 12, 31)
