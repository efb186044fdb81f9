"""Questions about the outbox: what is held back and why, how much is in which state, which ways are open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from abonent.access.models import StaffUser
from abonent.access.visibility import of_my_entities
from abonent.billing.models import OutboxDocument, OutboxRoute
from abonent.billing.queries import visible_invoices
from abonent.connectors.einvoices.cures import Cure, cure_of
from abonent.connectors.einvoices.findings import Finding
from abonent.connectors.einvoices.rule_sets import RULE_SETS, Pack, RuleSet, pack_of, packs
from abonent.organisation.models import LegalEntity

State = OutboxDocument.State
MOST_SHOWN = 100
HELD_BACK = (State.PARKED, State.REFUSED)
ON_ITS_WAY = (State.WAITING, State.CLAIMED, State.UNCERTAIN, State.REPORTED)


@dataclass(frozen=True)
class Reason:
    """Why a document is where it is: the rule, its own words, and what it means and where it is put right, if we know."""

    rule: str
    sentence: str
    cure: Cure | None


def visible_documents(viewer: StaffUser) -> QuerySet[OutboxDocument]:
    """The outbox, of the documents that the viewer sees."""
    mine = OutboxDocument.objects.filter(invoice__in=visible_invoices(viewer).order_by().values("pk"))
    return mine.select_related("invoice", "invoice__payer", "invoice__entity")


def held_back(viewer: StaffUser) -> QuerySet[OutboxDocument]:
    """What is parked or was refused, the latest first."""
    return visible_documents(viewer).filter(state__in=HELD_BACK).order_by("-changed_at", "-pk")


def waiting_for_something(viewer: StaffUser) -> QuerySet[OutboxDocument]:
    """What waits and was tried already: for rules, for an address that answers."""
    return visible_documents(viewer).filter(state__in=ON_ITS_WAY, attempts__gt=0).order_by("due_at", "pk")


def counts(viewer: StaffUser) -> dict[str, int]:
    """How many documents are in which state."""
    return dict(visible_documents(viewer).order_by().values_list("state").annotate(documents=Count("pk")))


def reasons(document: OutboxDocument) -> list[Reason]:
    """Why a document is where it is; what is fatal alone, unless there is nothing else."""
    found = [Finding(**row) for row in document.findings]
    shown = [finding for finding in found if finding.is_fatal] or found
    return [Reason(finding.rule, finding.sentence, cure_of(finding.rule)) for finding in shown]


def routes(viewer: StaffUser) -> QuerySet[OutboxRoute]:
    """The ways that are open, of the viewer's companies."""
    return of_my_entities(OutboxRoute.objects.select_related("entity", "switched_on_by"), viewer).order_by("entity__name", "format")


def countries(viewer: StaffUser) -> set[str]:
    """Where the viewer's companies are at home, for what there is of an authority there."""
    return set(of_my_entities(LegalEntity.objects.all(), viewer, path="pk").values_list("country", flat=True))


def rules_here() -> list[tuple[RuleSet, Pack | None]]:
    """Every rule set with the pack that it is taken from."""
    known: list[Any] = packs()
    return [(rule_set, pack_of(rule_set, known)) for rule_set in RULE_SETS]
