"""Say how a company's documents look from a day on; the version before can be had back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.billing.models import DocumentTemplate, DocumentText
from abonent.billing.rules.document_layouts import (
    AMOUNT,
    BLOCKS,
    LAYOUTS,
    LEAST_CONTRAST,
    TemplateDescription,
    Words,
    contrast_with_white,
    usual_description,
)
from abonent.kit.filled_text import fields_unknown
from abonent.kit.refusals import Refusal
from abonent.organisation.models import LegalEntity
from abonent.runs.operations import record_act

SUBJECT = "document_template"


class CannotDesign(Refusal):
    """A template that cannot be as asked."""

    sentences = {
        "template.past": _("Documents of days that are past are sent. Say today or a later day."),
        "template.later_version": _("From %(day)s on there is another version already. Say a later day."),
        "template.block_needed": _("“%(block)s” has to stand on this document."),
        "template.amount_needed": _("A line needs its amount."),
        "template.too_light": _("This colour is too light to be read on paper. Choose a darker one."),
        "template.field_unknown": _("{%(field)s} is no field of this document. Choose one of those listed."),
        "template.text_twice": _("The same text stands there twice: for one place, language, way and product. Write both as one."),
        "template.unchanged": _("It is so already."),
        "template.not_this_way": _("The template was changed since. Change it again instead."),
    }


def check_description(kind: str, described: TemplateDescription) -> None:
    """Refuse what cannot stand on a document of the kind, or could not be read."""
    layout = LAYOUTS[kind]
    for block in layout.blocks:
        if block in layout.needed and block not in described.blocks:
            raise CannotDesign("template.block_needed", block=BLOCKS[block])
    if layout.columns and AMOUNT not in described.columns:
        raise CannotDesign("template.amount_needed")
    if contrast_with_white(described.accent) < LEAST_CONTRAST:
        raise CannotDesign("template.too_light")
    if len({(text.place, text.language, text.channel, text.product_id) for text in described.texts}) < len(described.texts):
        raise CannotDesign("template.text_twice")
    for text in described.texts:
        for unknown in fields_unknown(text.words, layout.fields):
            raise CannotDesign("template.field_unknown", field=unknown)


def set_document_template(
    *, entity: LegalEntity, kind: str, from_on: date, described: TemplateDescription, actor: StaffUser | None, today: date
) -> DocumentTemplate:
    """Let the documents of a kind look so from a day on; said again for the same day, this version goes before. Undone, the one before holds."""
    check_description(kind, described)
    if from_on < today:
        raise CannotDesign("template.past")
    with change_by(actor, "set_document_template"):
        latest = _locked_versions(entity, kind).first()
        if latest and latest.from_on > from_on:
            raise CannotDesign("template.later_version", day=latest.from_on)
        before = latest.described if latest else usual_description(kind)
        if before == described:
            raise CannotDesign("template.unchanged")
        replaced = before if latest and latest.from_on == from_on else None
        template = _write(entity, kind, from_on, described)
        inverse = {
            "verb": "take_template_back",
            "entity": entity.pk,
            "kind": kind,
            "from": from_on.isoformat(),
            "said": asdict(described),
            "before": replaced and asdict(replaced),
        }
        record_act(actor=actor, verb="set_document_template", subject_kind=SUBJECT, subject_ids=[template.pk], inverse=inverse)
    return template


def take_template_back(
    *, entity: LegalEntity, kind: str, from_on: date, said: Mapping[str, Any], before: Mapping[str, Any] | None, actor: StaffUser | None
) -> None:
    """The version before holds again, as long as nobody said another since."""
    with change_by(actor, "take_template_back"):
        latest = _locked_versions(entity, kind).first()
        if latest is None or latest.from_on != from_on or latest.described != _description(said):
            raise CannotDesign("template.not_this_way")
        taken_back = latest.pk
        if before:
            _write(entity, kind, from_on, _description(before))
        else:
            latest.delete()
        record_act(actor=actor, verb="take_template_back", subject_kind=SUBJECT, subject_ids=[taken_back])


def _locked_versions(entity: LegalEntity, kind: str) -> Any:
    """The versions of a kind, latest first; who else would say one waits."""
    LegalEntity.objects.select_for_update(no_key=True, of=("self",)).get(pk=entity.pk)
    return DocumentTemplate.objects.filter(entity=entity, kind=kind).prefetch_related("texts").order_by("-from_on")


def _write(entity: LegalEntity, kind: str, from_on: date, described: TemplateDescription) -> DocumentTemplate:
    said = {
        "accent": described.accent,
        "logo_height": described.logo_height,
        "blocks": [*described.blocks],
        "columns": [*described.columns],
    }
    template, _is_new = DocumentTemplate.objects.update_or_create(entity=entity, kind=kind, from_on=from_on, defaults=said)
    template.texts.all().delete()
    DocumentText.objects.bulk_create(
        DocumentText(template=template, ordinal=ordinal, **asdict(text)) for ordinal, text in enumerate(described.texts, start=1)
    )
    return template


def _description(said: Mapping[str, Any]) -> TemplateDescription:
    """What an act remembers, as it was said."""
    texts = tuple(Words(**text) for text in said["texts"])
    return TemplateDescription(tuple(said["blocks"]), tuple(said["columns"]), said["accent"], said["logo_height"], texts)
