"""What the screens of companies show: who they are, what was changed about them, what another kind of business would switch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abonent.access.models import StaffUser
from abonent.access.registry import name_of_part
from abonent.access.visibility import of_my_entities
from abonent.company.models import BankAccount, CountryRule, Currency, NumberSeries
from abonent.company.parts import KINDS, parts_foreign_to
from abonent.company.queries import kind_of_business
from abonent.customers.countries import countries
from abonent.customers.rules.accounts import account_for_people
from abonent.desk.operations.companies import LABELS
from abonent.organisation.models import LegalEntity, Unit
from abonent.runs.models import Act
from abonent.runs.queries import may_undo
from abonent.ui.language import OWN_NAMES

MOST_CHANGES = 50
DONE = {
    "add_company": gettext_lazy("Company added"),
    "change_company": gettext_lazy("Changed"),
    "add_account": gettext_lazy("Account added"),
    "change_account": gettext_lazy("Account changed"),
    "add_unit": gettext_lazy("Unit added"),
    "change_unit": gettext_lazy("Unit changed"),
    "number_from": gettext_lazy("Number series"),
    "change_business": gettext_lazy("Kind of business"),
}
DOCUMENTS = {
    "invoice": gettext_lazy("Invoices"),
    "credit_note": gettext_lazy("Credit notes"),
    "pro_forma": gettext_lazy("Pro forma invoices"),
}
# Key of a country rule in words; one that came later stands as it is written.
RULES = {
    "payment.reference": gettext_lazy("Payment reference"),
    "reminder.consumer_fee": gettext_lazy("Fee for a reminder to a consumer"),
    "reminder.business_compensation": gettext_lazy("Compensation for a late payment by a business"),
    "reminder.collection_demand_fee": gettext_lazy("Fee for a demand for collection"),
    "reminder.instalment_plan_fee": gettext_lazy("Fee for a plan of instalments"),
    "interest.above_reference_rate": gettext_lazy("Interest on late payments, above the reference rate"),
    "retention.voucher_years": gettext_lazy("Years that vouchers are kept"),
    "retention.customer_years": gettext_lazy("Years that customers are kept after the last dealing"),
    "withdrawal.days": gettext_lazy("Days to withdraw from a distance sale"),
    "renewal.notice_months": gettext_lazy("Months of notice before a renewal"),
    "invoice.terms_days": gettext_lazy("Usual payment terms, days"),
}
FACTS = {
    "kind": "%(said)s",
    "amount": "%(said)s",
    "points": gettext_lazy("%(said)s percentage points"),
    "between_businesses": gettext_lazy("between businesses: %(said)s"),
    "only_if_agreed": gettext_lazy("only if agreed before"),
    "earliest_days_after_due": gettext_lazy("days after the due day, at the earliest: %(said)s"),
    "claims_in": gettext_lazy("claims in %(said)s"),
}
REFERENCES = {"ocr": "OCR", "viite": "viite", "rf": "RF (ISO 11649)"}


def visible_companies(viewer: StaffUser) -> QuerySet[LegalEntity]:
    """The companies that the viewer works for."""
    return of_my_entities(LegalEntity.objects.all(), viewer, path="pk")


@dataclass(frozen=True)
class Account:
    """An account with its number as people read it."""

    row: BankAccount
    number: str


def accounts_of(entity: LegalEntity) -> list[Account]:
    """The accounts that payments arrive on."""
    rows = BankAccount.objects.filter(entity=entity).order_by("pk")
    return [Account(row, row.number if row.scheme == "bban" else account_for_people(row.number, row.scheme)) for row in rows]


def units_of(entity: LegalEntity) -> QuerySet[Unit]:
    """The units of a company, with how many customers and colleagues each has."""
    counted = Unit.objects.filter(entity=entity).annotate(
        customer_count=Count("customers", distinct=True), colleague_count=Count("staff", filter=Q(staff__is_active=True), distinct=True)
    )
    return counted.order_by("name")


@dataclass(frozen=True)
class Series:
    """A number series: whose documents, its next number, and those before it."""

    row: NumberSeries
    label: Any
    former: list[NumberSeries]

    @property
    def next(self) -> str:
        """The number of the next document."""
        return f"{self.row.prefix}{self.row.next_number}"


def series_of(entity: LegalEntity) -> list[Series]:
    """The series in use, one for each kind of document, the newest of its kind."""
    rows = list(NumberSeries.objects.filter(entity=entity).order_by("-pk"))
    kinds = sorted(
        {row.kind for row in rows}, key=lambda kind: (kind not in DOCUMENTS, list(DOCUMENTS).index(kind) if kind in DOCUMENTS else 0)
    )
    found = [[row for row in rows if row.kind == kind] for kind in kinds]
    return [Series(newest, DOCUMENTS.get(newest.kind, newest.kind), former) for newest, *former in found]


@dataclass(frozen=True)
class Change:
    """A change in words: what, by whom, and each fact before and after."""

    act: Act
    what: Any
    facts: list[tuple[str, str, str]]
    can_be_undone: bool


def changes_of(entity: LegalEntity, viewer: StaffUser) -> list[Change]:
    """What was changed about a company, latest first."""
    about = {
        "legal_entity": [entity.pk],
        "bank_account": list(BankAccount.objects.filter(entity=entity).values_list("pk", flat=True)),
        "unit": list(Unit.objects.filter(entity=entity).values_list("pk", flat=True)),
        **{f"number_series_{kind}": [entity.pk] for kind in DOCUMENTS},
    }
    asked = Q(pk=None)
    for kind, ids in about.items():
        for pk in ids:
            asked |= Q(subject_kind=kind, subject_ids__contains=[pk])
    return _described(Act.objects.filter(asked), viewer)


def changes_of_business(viewer: StaffUser) -> list[Change]:
    """How the kind of business was changed, latest first."""
    return _described(Act.objects.filter(subject_kind="business"), viewer)


def _described(acts: QuerySet[Act], viewer: StaffUser) -> list[Change]:
    latest = acts.select_related("actor").order_by("-pk")[:MOST_CHANGES]
    return [Change(act, DONE.get(act.verb, act.verb), _facts(act), _open(act, viewer)) for act in latest]


def _open(act: Act, viewer: StaffUser) -> bool:
    return act.undone_at is None and act.superseded_by_id is None and may_undo(viewer, act)


def _facts(act: Act) -> list[tuple[str, str, str]]:
    inverse: Mapping[str, Any] = act.inverse or {}
    before, after = inverse.get("before", {}), inverse.get("after", {})
    return [
        (str(LABELS[field]), _said(field, before.get(field)), _said(field, value))
        for field, value in after.items()
        if before.get(field) != value
    ]


def _said(field: str, value: Any) -> str:
    if value in (None, ""):
        return "\N{EN DASH}"
    if field == "logo_id":
        return _("logo %(number)s") % {"number": value}
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    words: dict[str, Mapping[Any, Any]] = {"language": OWN_NAMES, "kind": dict(KINDS)}
    return str(words.get(field, {}).get(value, value))


@dataclass(frozen=True)
class Switching:
    """What another kind of business would do: the parts that go, those that come, in the words of managers."""

    going: list[str]
    coming: list[str]


def switching_to(kind: str) -> Switching:
    """The parts that would be switched."""
    off, then = set(parts_foreign_to(kind_of_business())), set(parts_foreign_to(kind))
    return Switching(sorted(map(name_of_part, then - off)), sorted(map(name_of_part, off - then)))


@dataclass(frozen=True)
class RuleLine:
    """A rule of a country: what about, what it says, from when, where it stands; whether it holds on the day of the reader."""

    label: Any
    facts: list[str]
    rule: CountryRule
    holds: bool


def rules_by_country(*, today: date) -> list[tuple[str, list[RuleLine]]]:
    """All rules, by country and key, the newest of a key first."""
    in_force: set[tuple[str, str]] = set()
    found: dict[str, list[RuleLine]] = {}
    for rule in CountryRule.objects.order_by("country", "key", "-valid_from"):
        holds = rule.valid_from <= today and (rule.country, rule.key) not in in_force
        if holds:
            in_force.add((rule.country, rule.key))
        found.setdefault(rule.country, []).append(RuleLine(RULES.get(rule.key, rule.key), _facts_of_rule(rule.value), rule, holds))
    return [(str(dict(countries(country))[country]), lines) for country, lines in found.items()]


def currencies() -> QuerySet[Currency]:
    """Every currency with its step of rounding, the newest day first."""
    return Currency.objects.order_by("code", "-valid_from")


def _facts_of_rule(value: Any) -> list[str]:
    """What a rule says, fact by fact: an amount with its currency, each step of a scale."""
    if not isinstance(value, Mapping):
        return [_said("", value)]
    currency = value.get("currency", "")
    said = [_fact_of_rule(name, one, currency) for name, one in value.items() if name not in ("currency", "steps")]
    return [_step(step, currency) for step in value.get("steps", [])] + said


def _fact_of_rule(name: str, value: Any, currency: str) -> str:
    words = f"{value} {currency}" if name == "amount" else REFERENCES.get(str(value), str(value))
    return str(FACTS.get(name, name)) % {"said": words}


def _step(step: Mapping[str, str], currency: str) -> str:
    amount = f"{step['amount']} {currency}"
    return (
        _("up to %(limit)s: %(amount)s") % {"limit": step["up_to"], "amount": amount}
        if "up_to" in step
        else _("above: %(amount)s") % {"amount": amount}
    )
