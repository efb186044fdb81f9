"""Questions about what is laid out with an issue."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from abonent.access.models import StaffUser
from abonent.access.visibility import of_whole_companies
from abonent.catalog.models import Edition, ProductComponent
from abonent.distribution.models import CoverageDistribution
from abonent.editions.models import Issue
from abonent.kit.names import name_in
from abonent.ui import wording
from abonent.ui.lists.reader import Reader

# So far ahead somebody plans to whom an issue comes besides.
AHEAD = timedelta(days=28)


def issues_to_lay_out(viewer: StaffUser, today: date) -> list[Issue]:
    """The issues on paper of the next weeks."""
    coming = Issue.objects.filter(edition__medium=Edition.PAPER, published_on__gt=today, published_on__lte=today + AHEAD)
    rows = of_whole_companies(coming.select_related("edition__title__entity"), viewer, path="edition__title__entity")
    return list(rows.order_by("published_on", "edition__title__code", "edition__code"))


def issue_words(issue: Issue, reader: Reader) -> str:
    """The day of an issue, and of what it is one."""
    day = wording.day(issue.published_on, reader.today, reader.language)
    return f"{day}, {name_in(issue.edition.title.name, reader.language)}, {name_in(issue.edition.name, reader.language)}"


def products_of(issue: Issue | None) -> tuple[int, ...]:
    """The products that bring an issue: whoever reads one of them has it already."""
    if issue is None:
        return ()
    components = ProductComponent.objects.filter(edition=issue.edition_id)
    return tuple(components.order_by("product").values_list("product", flat=True).distinct())


def with_laid_out(issues: QuerySet[Issue]) -> QuerySet[Any]:
    """Issues with what is laid out of them to households, as `laid_of` says it."""
    standing = CoverageDistribution.objects.filter(issue=OuterRef("pk"), withdrawn_at=None).order_by()
    return issues.annotate(laid_out=ArraySubquery(standing.values(said=JSONObject(way="delivery_method", copies="copies"))))


def laid_of(issue: Any, way: str) -> int:
    """The copies of an issue that are laid out one way."""
    return sum(one["copies"] for one in issue.laid_out if one["way"] == way)
