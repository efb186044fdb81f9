"""How each company's documents look: the kinds with the version that holds, and the form of one beside a real document set by it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.billing.models import DocumentTemplate
from abonent.billing.operations.document_templates import SUBJECT, CannotDesign, check_description, set_document_template
from abonent.billing.rules.document_layouts import KINDS, TemplateDescription, usual_description
from abonent.billing.template_forms import TemplateForm, text_set
from abonent.billing.template_previews import Trial, try_template
from abonent.kit import clock
from abonent.organisation.models import LegalEntity
from abonent.runs.queries import undo_address
from abonent.ui import toasts
from abonent.ui.forms import UNPROCESSABLE, refuse, to_mend

PREVIEW = "document-preview"
FIELDS = {"template.past": "from_on", "template.later_version": "from_on", "template.too_light": "accent"}


@permit("billing.design")
def document_templates(request: StaffRequest) -> HttpResponse:
    """The kinds of documents of each company, and since when they look as they do."""
    entities = list(request.user.entities.order_by("name"))
    versions: dict[tuple[int, str], list[DocumentTemplate]] = {}
    for version in DocumentTemplate.objects.filter(entity__in=entities).order_by("from_on"):
        versions.setdefault((version.entity_id, version.kind), []).append(version)
    shown = [
        (entity, [_row(entity, kind, label, versions.get((entity.pk, kind), [])) for kind, label in KINDS.items()]) for entity in entities
    ]
    return render(request, "billing/document_templates.html", {"companies": shown})


@permit("billing.design")
def document_template(request: StaffRequest, entity_id: int, kind: str) -> HttpResponse:
    """The form of a template; while it is typed, the document alone as it would be set."""
    if kind not in KINDS:
        raise Http404
    entity = get_object_or_404(request.user.entities, pk=entity_id)
    today = clock.today(entity.zone)
    versions = list(DocumentTemplate.objects.filter(entity=entity, kind=kind).prefetch_related("texts").order_by("-from_on"))
    held = versions[0].described if versions else usual_description(kind)
    data = request.POST if request.method == "POST" else None
    begins = max(today, versions[0].from_on) if versions else today
    form = TemplateForm(data, today=today, kind=kind, described=held, initial={"from_on": begins})
    texts = text_set(viewer=request.user, entity=entity, kind=kind, texts=held.texts, data=data)
    tried, described = None, held if data is None else None
    is_typing = request.headers.get("HX-Target", "") == PREVIEW
    if data is not None and form.is_valid() & texts.is_valid():
        described = form.described(texts.described)
        try:
            if not is_typing:
                return _saved(request, entity, kind, form, described)
            check_description(kind, described)
        except CannotDesign as refusal:
            refuse(form, refusal, field=FIELDS.get(refusal.code))
            described = None
    if described:
        tried = try_template(Trial(entity, kind, described, request.user, today, _shown(form)))
    wrong = bool(form.errors or texts.total_error_count()) if data is not None else False
    context = {
        "form": form,
        "texts": texts,
        "entity": entity,
        "kind_label": KINDS[kind],
        "versions": [(version, version.from_on > today) for version in versions],
        "tried": tried,
        "to_mend": to_mend(form) or (_("A text needs mending.") if wrong else ""),
        "address": request.path,
    }
    template = "billing/document_preview.html" if is_typing else "billing/document_template.html"
    return render(request, template, context, status=UNPROCESSABLE if wrong and not is_typing else 200)


def _saved(request: StaffRequest, entity: LegalEntity, kind: str, form: TemplateForm, described: TemplateDescription) -> HttpResponse:
    today = clock.today(entity.zone)
    template = set_document_template(
        entity=entity, kind=kind, from_on=form.cleaned_data["from_on"], described=described, actor=request.user, today=today
    )
    says = _("The template is saved. Documents of that day and later are set by it.")
    toasts.say(request, says, undo_url=undo_address(request.user, SUBJECT, template.pk))
    return redirect(template.url)


def _shown(form: TemplateForm) -> str:
    return str(form.cleaned_data["shown"]).strip() if form.is_bound else ""


def _row(entity: LegalEntity, kind: str, label: Any, versions: list[DocumentTemplate]) -> dict[str, Any]:
    """A kind of document: the version that holds today and the next one."""
    today = clock.today(entity.zone)
    held = [version for version in versions if version.from_on <= today]
    coming = [version for version in versions if version.from_on > today]
    return {
        "label": label,
        "url": reverse("billing:document_template", args=[entity.pk, kind]),
        "since": held[-1].from_on if held else None,
        "next": coming[0].from_on if coming else None,
    }
