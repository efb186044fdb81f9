"""What is typed about price groups: their names, and which customers are in them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.access.visibility import of_my_entities
from abonent.catalog.fields import RowField, row_label
from abonent.catalog.models import PriceGroup
from abonent.organisation.models import LegalEntity
from abonent.ui.named_form import NamedForm


class PriceGroupForm(NamedForm):
    """A price group, new or as it is; company and code of one that is there stay."""

    entity = RowField(label=_("Company"))
    code = forms.SlugField(label=_("Code"), max_length=20, help_text=_("For files: student, staff."))

    def __init__(self, *args: Any, viewer: StaffUser, price_group: PriceGroup | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["entity"].offer(viewer.entities.order_by("name"))  # type: ignore[attr-defined]
        if price_group:
            del self.fields["entity"], self.fields["code"]


class MembershipForm(forms.Form):
    """The price group that customers shall be in; each company has groups of its own, and none is one of them."""

    membership = forms.ChoiceField(label=_("Price group"))

    def __init__(self, *args: Any, viewer: StaffUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = of_my_entities(PriceGroup.objects.select_related("entity").order_by("entity__name", "code"), viewer)
        self.groups = {f"{group.entity_id}-{group.pk}": group for group in groups}
        self.entities: dict[str, LegalEntity] = {f"{group.entity_id}-": group.entity for group in groups}
        several = len(self.entities) > 1
        choices = [(key, _named(row_label(group), group.entity, several)) for key, group in self.groups.items()]
        choices += [(key, _named(_("No group: the prices for everybody"), entity, several)) for key, entity in self.entities.items()]
        self.fields["membership"].choices = choices  # type: ignore[attr-defined]

    @property
    def said(self) -> dict[str, Any]:
        """The company and its group, None for no group."""
        chosen = self.cleaned_data["membership"]
        group = self.groups.get(chosen)
        return {"entity": group.entity if group else self.entities[chosen], "price_group": group}


def _named(name: Any, entity: LegalEntity, several: bool) -> Any:
    return _("%(company)s: %(group)s") % {"company": entity.name, "group": name} if several else name
