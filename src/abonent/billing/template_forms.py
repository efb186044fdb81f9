"""What is typed of a document's template: from which day, its colour and logo, what stands on it in which order, and its texts."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from abonent.access.models import StaffUser
from abonent.access.visibility import of_my_entities
from abonent.billing.rules.channel_words import CHANNELS
from abonent.billing.rules.document_layouts import (
    BLOCKS,
    COLUMNS,
    CREDIT_NOTE,
    FIELDS,
    INVOICE,
    LAYOUTS,
    LOGO_HEIGHTS,
    PRO_FORMA,
    RECEIPT,
    TEXTS,
    TemplateDescription,
    Words,
)
from abonent.catalog.fields import RowField
from abonent.catalog.models import Product
from abonent.organisation.models import LegalEntity
from abonent.ui.inputs import CountField, FormWithDays, TypedDayField
from abonent.ui.language import OWN_NAMES

MOST_PLACES, MOST_TEXTS, BLANK_TEXTS = 20, 40, 2
COLOUR = re.compile(r"#[0-9a-f]{6}")
BLOCK, COLUMN = "block_", "column_"
SHOWN_BY = {
    **dict.fromkeys(LAYOUTS, gettext_lazy("Number of a customer. Empty: who was invoiced last.")),
    INVOICE: gettext_lazy("Number of an invoice. Empty: the latest."),
    CREDIT_NOTE: gettext_lazy("Number of a credit note. Empty: the latest."),
    PRO_FORMA: gettext_lazy("Number of a pro forma. Empty: the latest."),
    RECEIPT: gettext_lazy("Number of a receipt. Empty: the latest payment."),
}


class TemplateForm(FormWithDays):
    """How a kind of document of a company looks from a day on; a block or column without a place is left out."""

    from_on = TypedDayField(
        label=pgettext_lazy("day", "From"), help_text=gettext_lazy("Documents of this day and later. What was sent stays as it was sent.")
    )
    accent = forms.CharField(
        label=gettext_lazy("Colour"),
        max_length=7,
        widget=forms.TextInput({"type": "color"}),
        help_text=gettext_lazy("Of the sum, the bar and the headings."),
    )
    logo_height = forms.TypedChoiceField(label=gettext_lazy("Logo"), choices=[*LOGO_HEIGHTS.items()], coerce=int)
    shown = forms.CharField(label=gettext_lazy("Show it on"), max_length=30, required=False)

    def __init__(self, *args: Any, kind: str, described: TemplateDescription, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.layout = LAYOUTS[kind]
        self.initial.update(accent=described.accent, logo_height=described.logo_height)
        self.fields["shown"].help_text = SHOWN_BY[kind]
        self._offer(BLOCK, self.layout.blocks, described.blocks, BLOCKS)
        self._offer(COLUMN, self.layout.columns, described.columns, COLUMNS)

    def _offer(self, prefix: str, offered: tuple[str, ...], standing: tuple[str, ...], words: dict[str, Any]) -> None:
        for name in offered:
            self.fields[f"{prefix}{name}"] = CountField(least=1, most=MOST_PLACES, label=words[name], required=False)
            self.initial[f"{prefix}{name}"] = standing.index(name) + 1 if name in standing else None

    @property
    def blocks(self) -> list[forms.BoundField]:
        """The places of its blocks."""
        return [self[f"{BLOCK}{name}"] for name in self.layout.blocks]

    @property
    def columns(self) -> list[forms.BoundField]:
        """The places of its columns."""
        return [self[f"{COLUMN}{name}"] for name in self.layout.columns]

    @property
    def field_words(self) -> list[tuple[str, Any]]:
        """The fields that a text may have, each as it is written, and what it stands for."""
        return [(f"{{{name}}}", FIELDS[name]) for name in self.layout.fields]

    def clean_accent(self) -> str:
        """A colour in small letters."""
        colour = str(self.cleaned_data["accent"]).lower()
        if not COLOUR.fullmatch(colour):
            raise forms.ValidationError(_("Write the colour as #0b6170."))
        return colour

    def described(self, texts: list[Words]) -> TemplateDescription:
        """What is said, once the form is valid."""
        said = self.cleaned_data
        return TemplateDescription(
            self._in_order(BLOCK, self.layout.blocks),
            self._in_order(COLUMN, self.layout.columns),
            said["accent"],
            said["logo_height"],
            tuple(texts),
        )

    def _in_order(self, prefix: str, names: tuple[str, ...]) -> tuple[str, ...]:
        """Those that have a place, by it; two of the same place stand in their usual order."""
        placed = [name for name in names if self.cleaned_data[f"{prefix}{name}"]]
        return tuple(sorted(placed, key=lambda name: self.cleaned_data[f"{prefix}{name}"]))


class TextForm(forms.Form):
    """A text: where it stands, in which language, for which documents; one without words is left out."""

    place = forms.ChoiceField(label=pgettext_lazy("on a document", "Place"), choices=[*TEXTS.items()])
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=[*OWN_NAMES.items()])
    channel = forms.ChoiceField(label=gettext_lazy("Sent by"), choices=[("", gettext_lazy("every way")), *CHANNELS.items()], required=False)
    product = RowField(label=gettext_lazy("Of a product"), required=False, empty_label=gettext_lazy("every product"))
    words = forms.CharField(label=gettext_lazy("Text"), max_length=2000, required=False, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, products: list[Product], kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["product"].offer(products)  # type: ignore[attr-defined]
        if not LAYOUTS[kind].columns:
            del self.fields["product"]
        if kind in (PRO_FORMA, RECEIPT):
            del self.fields["channel"]

    @property
    def is_said(self) -> bool:
        """Whether there is anything to read."""
        return bool(self.cleaned_data.get("words")) and not self.cleaned_data.get("DELETE")

    @property
    def described(self) -> Words:
        """What is said, once the form is valid."""
        said = self.cleaned_data
        product = said.get("product")
        words = str(said["words"]).replace("\r\n", "\n")
        return Words(said["place"], said["language"], words, said.get("channel", ""), product.pk if product else None)


class TextSet(forms.BaseFormSet):
    """The texts of one template, and blank ones to be filled."""

    @property
    def described(self) -> list[Words]:
        """Those that are said, in their order."""
        return [form.described for form in self.forms if form.is_said]


def text_set(*, viewer: StaffUser, entity: LegalEntity, kind: str, texts: tuple[Words, ...], data: Any = None) -> TextSet:
    """The texts as forms, with blank ones after them."""
    initial = [
        {"place": text.place, "language": text.language, "channel": text.channel, "product": text.product_id, "words": text.words}
        for text in texts
    ]
    of_texts = forms.formset_factory(
        TextForm, formset=TextSet, extra=BLANK_TEXTS, max_num=MOST_TEXTS, absolute_max=MOST_TEXTS, can_delete=True
    )
    products = list(of_my_entities(Product.objects.filter(entity=entity), viewer).order_by("code"))
    # A blank text is in the company's language until somebody says another.
    made = of_texts(data, initial=initial, prefix="texts", form_kwargs={"products": products, "kind": kind})
    for form in made.extra_forms[len(initial) :] if data is None else []:
        form.fields["language"].initial = entity.language
    return made  # type: ignore[return-value]
