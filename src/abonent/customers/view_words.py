"""What the numbers in views of the list of customers are called in the file of settings."""

from __future__ import annotations

from collections.abc import Mapping

from abonent.access.view_words import ViewWords, Words
from abonent.customers.completeness import DETAILS
from abonent.customers.models import Branch, CustomerCategory, OwnField, RegisterWord
from abonent.customers.own_values import TEXTS, WITH_OPTIONS, name_of
from abonent.kit.names import name_in

KIND = OwnField.Kind


def own_field_words() -> Words:
    """own_5 -> own:Loyalty card."""
    return {name_of(field): f"own:{name_in(field.name, 'en')}" for field in OwnField.objects.order_by("retired", "pk")}


def word_values() -> Mapping[str, Words]:
    """Types, branches and options by their names. What is written in an own field may be somebody's name: it has no words."""
    fields = OwnField.objects.prefetch_related("options")
    own: dict[str, Words] = {}
    for field in fields:
        if field.kind in WITH_OPTIONS:
            own[name_of(field)] = {str(option.pk): name_in(option.name, "en") for option in field.options.all()}
        elif field.kind in TEXTS:
            own[name_of(field)] = {}
    missing = {**{detail.code: detail.code for detail in DETAILS}, **own_field_words()}
    return {"type": _named(CustomerCategory), "branch": _named(Branch), "missing": missing, **own}


def _named(model: type[RegisterWord]) -> Words:
    return {str(word.pk): name_in(word.name, "en") for word in model._default_manager.order_by("retired", "pk")}


VIEW_WORDS = [ViewWords(list_name="customers", parameters=own_field_words, values=word_values)]
