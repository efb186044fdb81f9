"""Say what pauses of a product may be like and what they give, from a day on; and take that back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.catalog.models import Product
from abonent.kit.periods import period
from abonent.kit.refusals import Refusal
from abonent.runs.models import Act
from abonent.runs.operations import record_act
from abonent.subscriptions.models import PauseRule

SAID = (
    "shortest_days",
    "longest_days",
    "yearly_days",
    "first_weekdays",
    "last_weekdays",
    "open_ended",
    "digital_goes_on",
    "gives",
    "donated_to_id",
)


class CannotRule(Refusal):
    """A rule for pauses that cannot be as asked."""

    sentences = {
        "pause_rule.past": _("Pauses that began before %(day)s are past; say a later day."),
        "pause_rule.over": _("This rule has ended already."),
    }


def set_pause_rule(*, product: Product, begins: date, actor: StaffUser | None, today: date, **said: Any) -> Act:
    """Let another rule hold for pauses that begin on a day or later; the one before ends, those to come give way."""
    if begins < today:
        raise CannotRule("pause_rule.past", day=today)
    with change_by(actor, "set_pause_rule"):
        former = _former(product)
        _end(product, begins)
        PauseRule.objects.create(product=product, during=period(begins, None), **said)
        return _record(actor, "set_pause_rule", product, former)


def end_pause_rule(*, rule: PauseRule, ends: date, actor: StaffUser | None, today: date) -> Act:
    """Let a rule hold no more for pauses that begin on a day or later: nothing is forbidden then."""
    if ends < today:
        raise CannotRule("pause_rule.past", day=today)
    if rule.during.upper is not None and rule.during.upper <= ends:
        raise CannotRule("pause_rule.over")
    with change_by(actor, "end_pause_rule"):
        former = _former(rule.product)
        _end(rule.product, ends)
        return _record(actor, "end_pause_rule", rule.product, former)


def restore_pause_rules(*, product: Product, rows: Sequence[Mapping[str, Any]], actor: StaffUser | None) -> Act:
    """Let the rules of a product be those that are given; pauses that are placed keep theirs."""
    with change_by(actor, "restore_pause_rules"):
        PauseRule.objects.filter(product=product).delete()
        for row in rows:
            PauseRule.objects.create(product=product, during=period(row["from"], row["until"]), **{name: row.get(name) for name in SAID})
        return _record(actor, "restore_pause_rules", product, None)


def _end(product: Product, begins: date) -> None:
    PauseRule.objects.filter(product=product, during__startswith__gte=begins).delete()
    for rule in PauseRule.objects.filter(product=product, during__contains=begins):
        rule.during = period(rule.during.lower, begins)
        rule.save(update_fields=["during"])


def _former(product: Product) -> list[dict[str, Any]]:
    rules = PauseRule.objects.filter(product=product).order_by("during")
    return [
        {
            "from": rule.during.lower.isoformat(),
            "until": rule.during.upper.isoformat() if rule.during.upper else None,
            **{name: getattr(rule, name) for name in SAID},
        }
        for rule in rules
    ]


def _record(actor: StaffUser | None, verb: str, product: Product, former: list[dict[str, Any]] | None) -> Act:
    inverse = None if former is None else {"verb": "restore_pause_rules", "product": product.pk, "rows": former}
    return record_act(actor=actor, verb=verb, subject_kind="pause_rules", subject_ids=[product.pk], inverse=inverse)
