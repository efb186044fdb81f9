"""Lay something out to the households of an area, or send it to people by name: the counts are shown first, and saving freezes exactly those."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.distribution.models import CoverageDistribution
from abonent.distribution.models.coverage import DOOR, EVERYBODY, ONE_OF_A_HOUSEHOLD, ONLY, READERS, WITHOUT
from abonent.distribution.refusals import DatedRefusal
from abonent.editions.models import Issue
from abonent.kit import clock, statements
from abonent.kit.foresee import digest_of, insist
from abonent.organisation.models import LegalEntity
from abonent.runs.operations import record_act

DOORS = ("distribution/coverage_doors",)
PEOPLE = ("distribution/coverage_people", "distribution/people_of_area")
COUNTS = ("households", "left_out", "refused", "housemates", "without_route", "copies")


class CannotLayOut(DatedRefusal):
    """Something that cannot be laid out as asked."""

    sentences = {
        "coverage.past": _("What was before %(day)s is past; say a later day."),
        "coverage.other_issue": _("This issue does not come out on that day, or is of another company."),
        "coverage.nowhere": _("Say where: the numbers of routes, or postal codes."),
        "coverage.to_all": _(
            "Say where, or whose subscribers are meant: routes, postal codes, or products with “%(without)s” or “%(only)s”."
        ),
        "coverage.nobody": _("No household there would get it. Look at the area, the register of doors, and the weekday of the routes."),
        "coverage.nobody_named": _("No customer there would get it. Look at the area, the products, and the weekday of the routes."),
        "coverage.effect_changed": _("Something was changed meanwhile. Look at the new counts and save again."),
        "coverage.withdrawn": _("It was taken back already."),
        "coverage.fetched": _("Its file was fetched %(at)s, so it stands."),
    }


@dataclass(frozen=True, kw_only=True)
class CoverageDescription:
    """What comes when and how, to doors or to people by name, in which area; `products` says whose subscribers are meant, none of them that
    all are. With an `issue` it is copies of that."""

    name: str
    comes_on: date
    issue: Issue | None = None
    delivery_method: str = "carrier"
    addressed_to: str = DOOR
    readers: str = EVERYBODY
    products: tuple[int, ...] = ()
    routes: tuple[int, ...] = ()
    postal_codes: tuple[str, ...] = ()

    @property
    def everywhere(self) -> bool:
        """Whether no area is named."""
        return not self.routes and not self.postal_codes


@dataclass(frozen=True)
class CoverageEffect:
    """What a coverage distribution comes to: of all households, or people, those left out for what they read, those that refuse, those of whose
    household another gets it, those that no route has, the copies, and the copies of each route. `digest` names exactly this."""

    households: int
    left_out: int
    refused: int
    housemates: int
    without_route: int
    copies: int
    by_route: tuple[tuple[int | None, int], ...]

    @property
    def digest(self) -> str:
        """A name for exactly this effect, so that saving can insist on what was shown."""
        return digest_of(self)


def preview_coverage(*, entity: LegalEntity, described: CoverageDescription, today: date) -> CoverageEffect:
    """What would come to how many; nothing is kept."""
    _demand_possible(entity, described, today)
    rows = statements.rows("distribution/sum_coverage", **_asked(entity, described))
    sums = {name: sum(getattr(row, name) for row in rows) for name in COUNTS}
    return CoverageEffect(**sums, by_route=tuple((row.route_id, row.copies) for row in rows if row.copies))


def lay_out(
    *, entity: LegalEntity, described: CoverageDescription, actor: StaffUser | None, today: date, effect: str | None = None
) -> CoverageDistribution:
    """Freeze which doors get how many copies, or who gets one. With `effect` only if it still comes to what was shown."""
    with change_by(actor, "lay_out"):
        done = preview_coverage(entity=entity, described=described, today=today)
        insist(done, effect, CannotLayOut("coverage.effect_changed"))
        if not done.copies:
            raise CannotLayOut("coverage.nobody" if described.addressed_to == DOOR else "coverage.nobody_named")
        counts = {name: getattr(done, name) for name in COUNTS}
        said = {**vars(described), **{name: list(getattr(described, name)) for name in ("products", "routes", "postal_codes")}}
        coverage = CoverageDistribution.objects.create(entity=entity, **said, **counts, frozen_by=actor)
        write = "distribution/write_receivers" if coverage.by_name else "distribution/write_coverage"
        statements.run(write, coverage=coverage.pk, **_asked(entity, described))
        inverse = {"verb": "withdraw_coverage", "coverage": coverage.pk}
        record_act(actor=actor, verb="lay_out", subject_kind="coverage_distribution", subject_ids=[coverage.pk], inverse=inverse)
    return coverage


def withdraw_coverage(*, coverage: CoverageDistribution, actor: StaffUser | None) -> None:
    """It was not to be; refused as soon as its file was fetched."""
    with change_by(actor, "withdraw_coverage"):
        locked = CoverageDistribution.objects.select_for_update().get(pk=coverage.pk)
        if locked.withdrawn_at is not None:
            raise CannotLayOut("coverage.withdrawn")
        if locked.fetched_at is not None:
            raise CannotLayOut("coverage.fetched", at=locked.fetched_at)
        CoverageDistribution.objects.filter(pk=locked.pk).update(withdrawn_at=clock.now(), withdrawn_by=actor)
        record_act(actor=actor, verb="withdraw_coverage", subject_kind="coverage_distribution", subject_ids=[locked.pk])


def fetch_coverage(*, coverage: CoverageDistribution, actor: StaffUser | None) -> None:
    """Somebody takes its file out of the house: from now on it stands."""
    open_ones = CoverageDistribution.objects.filter(pk=coverage.pk, fetched_at=None, withdrawn_at=None)
    open_ones.update(fetched_at=clock.now(), fetched_by=actor)


def _demand_possible(entity: LegalEntity, described: CoverageDescription, today: date) -> None:
    if described.comes_on < today:
        raise CannotLayOut("coverage.past", day=today)
    issue = described.issue
    if issue and (issue.published_on, issue.edition.title.entity_id) != (described.comes_on, entity.pk):
        raise CannotLayOut("coverage.other_issue")
    if described.everywhere and described.addressed_to == DOOR:
        raise CannotLayOut("coverage.nowhere")
    if described.everywhere and (described.readers == EVERYBODY or not described.products):
        said = dict(READERS)
        raise CannotLayOut("coverage.to_all", without=said[WITHOUT], only=said[ONLY])


def _asked(entity: LegalEntity, described: CoverageDescription) -> dict[str, Any]:
    """Doors or people, the area and the readers as the statements ask for them; a postal code may be the beginning of one."""
    by_name = {"everywhere": described.everywhere, "one_of_a_household": described.addressed_to == ONE_OF_A_HOUSEHOLD}
    return {
        **({"source": DOORS} if described.addressed_to == DOOR else {"source": PEOPLE, **by_name}),
        "entity": entity.pk,
        "country": entity.country,
        "day": described.comes_on,
        "method": described.delivery_method,
        "readers": described.readers,
        "products": list(described.products),
        "routes": list(described.routes),
        "postal_codes": [f"{code.replace(' ', '')}%" for code in described.postal_codes],
    }
