"""Say by which shares of the full price a company's circulation is told apart."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.distribution.models import PriceClasses
from abonent.distribution.models.circulation import USUAL
from abonent.kit.refusals import Refusal
from abonent.organisation.models import LegalEntity
from abonent.runs.operations import record_act


class CannotClass(Refusal):
    """Classes that cannot be as asked."""

    sentences = {"classes.unchanged": _("It is so already.")}


def set_price_classes(*, entity: LegalEntity, from_percents: Sequence[int] | None, actor: StaffUser | None) -> None:
    """Tell circulation apart by these percents of the full price; None: as is usual. Issues that are out are counted so too."""
    said = None if from_percents is None else sorted(set(from_percents), reverse=True)
    with change_by(actor, "set_price_classes"):
        LegalEntity.objects.select_for_update().get(pk=entity.pk)
        standing = PriceClasses.objects.filter(entity=entity).first()
        before = standing.from_percents if standing else None
        if (said or list(USUAL)) == (before or list(USUAL)):
            raise CannotClass("classes.unchanged")
        if said is None:
            PriceClasses.objects.filter(entity=entity).delete()
        else:
            PriceClasses.objects.update_or_create(entity=entity, defaults={"from_percents": said})
        inverse = {"verb": "set_price_classes", "entity": entity.pk, "from_percents": before}
        record_act(actor=actor, verb="set_price_classes", subject_kind="price_classes", subject_ids=[entity.pk], inverse=inverse)
