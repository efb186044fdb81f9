"""Titles and their editions: registered and changed."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.catalog.models import Edition, Title
from abonent.kit.refusals import Refusal
from abonent.organisation.models import LegalEntity
from abonent.runs.operations import record_act


class CannotName(Refusal):
    """A title or edition that cannot be called as asked."""

    sentences = {
        "title.code_taken": _("There is already a title with the code %(taken)s."),
        "edition.code_taken": _("The title already has an edition with the code %(taken)s."),
        "title.no_name": _("Give a name in at least one language."),
    }


def register_title(*, entity: LegalEntity, code: str, name: Mapping[str, str], actor: StaffUser | None) -> Title:
    """Add a publication."""
    title = Title(entity=entity, code=code, name=dict(name))
    _check_title(title)
    with change_by(actor, "register_title"):
        title.save()
        record_act(actor=actor, verb="register_title", subject_kind="title", subject_ids=[title.pk])
    return title


def change_title(*, title: Title, code: str, name: Mapping[str, str], actor: StaffUser | None) -> Title:
    """Give a publication another code or name."""
    inverse = {"verb": "change_title", "title": title.pk, "code": title.code, "name": dict(title.name)}
    title.code, title.name = code, dict(name)
    _check_title(title)
    with change_by(actor, "change_title"):
        title.save()
        record_act(actor=actor, verb="change_title", subject_kind="title", subject_ids=[title.pk], inverse=inverse)
    return title


def register_edition(*, title: Title, code: str, name: Mapping[str, str], medium: str, actor: StaffUser | None) -> Edition:
    """Add a variant of a publication; when it comes out is said by its rules."""
    edition = Edition(title=title, code=code, name=dict(name), medium=medium)
    _check_edition(edition)
    with change_by(actor, "register_edition"):
        edition.save()
        record_act(actor=actor, verb="register_edition", subject_kind="edition", subject_ids=[edition.pk])
    return edition


def change_edition(*, edition: Edition, code: str, name: Mapping[str, str], medium: str, actor: StaffUser | None) -> Edition:
    """Give an edition another code, name or medium."""
    before = {"code": edition.code, "name": dict(edition.name), "medium": edition.medium}
    edition.code, edition.name, edition.medium = code, dict(name), medium
    _check_edition(edition)
    with change_by(actor, "change_edition"):
        edition.save()
        inverse = {"verb": "change_edition", "edition": edition.pk, **before}
        record_act(actor=actor, verb="change_edition", subject_kind="edition", subject_ids=[edition.pk], inverse=inverse)
    return edition


def _check_title(title: Title) -> None:
    if not any(title.name.values()):
        raise CannotName("title.no_name")
    if Title.objects.filter(entity=title.entity_id, code=title.code).exclude(pk=title.pk).exists():
        raise CannotName("title.code_taken", taken=title.code)


def _check_edition(edition: Edition) -> None:
    if not any(edition.name.values()):
        raise CannotName("title.no_name")
    if Edition.objects.filter(title=edition.title_id, code=edition.code).exclude(pk=edition.pk).exists():
        raise CannotName("edition.code_taken", taken=edition.code)
