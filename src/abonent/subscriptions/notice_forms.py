"""What is typed to set up a notice of a series: when it goes out, how, and what it says in each language."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.access.visibility import of_my_entities
from abonent.catalog.fields import RowField
from abonent.catalog.models import Product
from abonent.catalog.models.product import SOLD_BY_TERM
from abonent.subscriptions.models.renewal_notice import CHANNELS, LETTER, MOST_DAYS
from abonent.subscriptions.rules.notice_text import FIELDS, unknown_fields
from abonent.ui.inputs import FormWithDays, TypedDayField
from abonent.ui.language import OWN_NAMES

BEFORE, AFTER = "before", "after"
FIELD_WORDS = {
    "name": _("whom the notice goes to"),
    "subscriber": _("who gets the paper"),
    "product": _("what is subscribed to"),
    "number": _("number of the subscription"),
    "last_day": _("day of the last issue"),
    "begins": _("first day of the next term"),
    "term": _("length of the next term"),
    "price": _("price of the next term"),
    "company": _("your company"),
}


class NoticeStepForm(FormWithDays):
    """One notice. A new one proposes the usual words; each language falls back to that of the company."""

    product = RowField(label=_("Product"))
    count = forms.IntegerField(label=_("Days"), min_value=0, max_value=MOST_DAYS, initial=42, help_text=_("42 days are six weeks."))
    when = forms.ChoiceField(
        label=_("Counted from the last issue"),
        choices=[(BEFORE, _("before it")), (AFTER, _("after it"))],
        widget=forms.RadioSelect,
        initial=BEFORE,
    )
    channel = forms.ChoiceField(label=_("Goes out as"), choices=CHANNELS, widget=forms.RadioSelect, initial=LETTER)
    offers = forms.BooleanField(label=_("Show the next term and its price below the text"), required=False, initial=True)
    begins_on = TypedDayField(label=_("Sent from"))
    ended_on = TypedDayField(
        label=_("No more from"), required=False, help_text=_("Empty: until you say otherwise. What was sent stays in the history.")
    )

    def __init__(self, *args: Any, viewer: StaffUser, **kwargs: Any) -> None:
        said = kwargs.get("initial") or {}
        super().__init__(*args, **kwargs)
        products = of_my_entities(Product.objects.filter(kind__in=SOLD_BY_TERM), viewer).order_by("code")
        self.fields["product"].offer(products)  # type: ignore[attr-defined]
        for language, label in OWN_NAMES.items():
            subject = forms.CharField(label=_("Subject"), max_length=120, required=False, initial=said.get("subject", {}).get(language, ""))
            text = forms.CharField(
                label=_("Text"),
                max_length=4000,
                required=False,
                initial=said.get("text", {}).get(language, ""),
                widget=forms.Textarea(attrs={"rows": 8}),
            )
            for name, field in (("subject", subject), ("text", text)):
                field.widget.attrs |= {"lang": language, "aria-label": f"{field.label}, {label}"}
                self.fields[f"{name}_{language}"] = field

    @property
    def languages(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        """Language -> the fields of its subject and its text, for the template."""
        return [(label, self[f"subject_{language}"], self[f"text_{language}"]) for language, label in OWN_NAMES.items()]

    @property
    def field_words(self) -> list[tuple[str, Any]]:
        """The fields that a text may have, each as it is written, and what it stands for."""
        return [(f"{{{name}}}", FIELD_WORDS[name]) for name in FIELDS]

    def clean(self) -> dict[str, Any]:
        """The days with their sign; subjects and texts by language, each with both or neither, and with known fields alone."""
        cleaned = super().clean() or {}
        for language in OWN_NAMES:
            self._demand_whole(cleaned, language)
        for name in ("subject", "text"):
            told = {language: cleaned.pop(f"{name}_{language}", "") for language in OWN_NAMES}
            cleaned[name] = {language: text for language, text in told.items() if text}
        if not cleaned["text"] and not self.errors:
            self.add_error("text_en", _("Write the notice in at least one language."))
        count = cleaned.pop("count", 0)
        cleaned["days"] = -count if cleaned.pop("when", BEFORE) == BEFORE else count
        if cleaned.get("ended_on") and cleaned.get("begins_on") and cleaned["ended_on"] < cleaned["begins_on"]:
            self.add_error("ended_on", _("It cannot end before it begins."))
        return cleaned

    def _demand_whole(self, cleaned: Mapping[str, Any], language: str) -> None:
        subject, text = cleaned.get(f"subject_{language}", ""), cleaned.get(f"text_{language}", "")
        if text and not subject:
            self.add_error(f"subject_{language}", _("Write a subject too."))
        if subject and not text:
            self.add_error(f"text_{language}", _("Write a text too."))
        for name, said in (("subject", subject), ("text", text)):
            for unknown in unknown_fields(said):
                self.add_error(f"{name}_{language}", _("{%(field)s} is no field. Choose one of those listed.") % {"field": unknown})


def usual_words(when: str) -> dict[str, dict[str, str]]:
    """The subjects and texts that a new notice proposes, before or after the last issue."""
    rows = [row for row in _texts() if row["when"] == when]
    return {name: {row["language"]: row[name] for row in rows} for name in ("subject", "text")}


@cache
def _texts() -> list[dict[str, str]]:
    text = files("abonent.subscriptions.facts").joinpath("notice_texts.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines(keepends=True)))
