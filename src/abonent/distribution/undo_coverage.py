"""How a coverage distribution is undone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.distribution.models import CoverageDistribution
from abonent.distribution.operations.coverage import withdraw_coverage
from abonent.runs.inverses import Inverse, of_a_company


def coverage_withdrawn(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    """It is not laid out after all."""
    withdraw_coverage(coverage=CoverageDistribution.objects.get(pk=arguments["coverage"]), actor=actor)


OF_COVERAGE = [
    Inverse(
        "withdraw_coverage", _("Take it back"), coverage_withdrawn, "distribution.freeze", of_a_company(CoverageDistribution, "coverage")
    ),
]
