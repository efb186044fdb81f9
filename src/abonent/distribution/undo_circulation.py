"""How acts about circulation are undone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.distribution.operations.circulation import set_price_classes
from abonent.organisation.models import LegalEntity
from abonent.runs.inverses import Inverse, of_a_company


def classes_as_before(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    """The company counts by the classes that it had."""
    set_price_classes(entity=LegalEntity.objects.get(pk=arguments["entity"]), from_percents=arguments["from_percents"], actor=actor)


OF_CIRCULATION = [
    Inverse(
        "set_price_classes",
        _("Count by the classes as before"),
        classes_as_before,
        "distribution.change",
        of_a_company(LegalEntity, "entity", "pk"),
    ),
]
