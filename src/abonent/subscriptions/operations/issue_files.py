"""Bring the file of an electronic issue, replace it, and give whoever is entitled an address at which he reads it for a while."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import BinaryIO

from django.core import signing
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.catalog.models import Edition
from abonent.customers.models import Customer
from abonent.editions.models import Issue
from abonent.kit import clock
from abonent.kit.documents import PDF
from abonent.kit.files import forget, store_stream
from abonent.kit.models import StoredFile
from abonent.kit.refusals import Refusal
from abonent.runs.operations import record_act
from abonent.subscriptions.access import Access, access_on
from abonent.subscriptions.models import IssueFile

OWNER = "issue_file"
MEDIA_TYPES = {IssueFile.PDF: PDF, IssueFile.EPUB: "application/epub+zip"}
# An EPUB is a ZIP whose first entry, which is not compressed, says so; a PDF begins with its version.
HEAD_BYTES, TYPE_OF_EPUB = 128, b"mimetypeapplication/epub+zip"
LONGEST_MB = 500
# As long as a reader needs to open the paper of the day; whoever is still entitled gets another.
GOOD_FOR = timedelta(hours=24)
SALT = "abonent.issue_file"


class CannotKeepFile(Refusal):
    """A file that cannot be that of an issue."""

    sentences = {
        "issue_file.on_paper": _("This edition is printed. Files belong to electronic editions."),
        "issue_file.unknown": _("This is neither a PDF nor an EPUB."),
        "issue_file.too_large": _("This is larger than %(megabytes)s MB."),
        "issue_file.same": _("This very file is there already."),
        "issue_file.not_this_way": _("The file was replaced since. Bring the one that you want again."),
    }


class CannotReadIssue(Refusal):
    """An address at which nothing is read, or not any more."""

    sentences = {
        "reading.not_ours": _("This address is not whole. Ask for it again."),
        "reading.too_late": _("This address is too old. Ask for a new one."),
        "reading.to_come": _("This issue comes out on %(day)s."),
        "reading.no_file": _("The file of this issue is not there yet."),
        "reading.not_entitled": _("There is no subscription by which this issue may be read."),
    }


@dataclass(frozen=True)
class ReadingAddress:
    """Whether a customer may read an issue, and if so by which word of an address until when."""

    access: Access
    token: str = ""


def bring_issue_file(*, issue: Issue, name: str, size: int, stream: BinaryIO, actor: StaffUser | None) -> IssueFile:
    """Let an electronic issue be read as this file, in place of the one of its kind that was there."""
    if issue.edition.medium != Edition.ELECTRONIC:
        raise CannotKeepFile("issue_file.on_paper")
    if size > LONGEST_MB * 1_000_000:
        raise CannotKeepFile("issue_file.too_large", megabytes=LONGEST_MB)
    kind = _kind(stream.read(HEAD_BYTES))
    stream.seek(0)
    stored = store_stream(name=name, media_type=MEDIA_TYPES[kind], stream=stream, owner=OWNER)
    with change_by(actor, "bring_issue_file"):
        standing = _standing(issue, kind)
        is_same = standing is not None and standing.stored_file.sha256 == stored.sha256
        file = None if is_same else _replace(issue, kind, standing, stored, actor)
    if file is None:
        forget(stored)
        raise CannotKeepFile("issue_file.same")
    return file


def put_issue_file_back(*, file: IssueFile, former: IssueFile | None, actor: StaffUser | None) -> None:
    """The file before stands again, or none."""
    with change_by(actor, "put_issue_file_back"):
        standing = _standing(file.issue, file.kind)
        if standing is None or standing.pk != file.pk:
            raise CannotKeepFile("issue_file.not_this_way")
        IssueFile.objects.filter(pk=file.pk).update(replaced_at=clock.now(), replaced_by=actor)
        if former:
            IssueFile.objects.filter(pk=former.pk).update(replaced_at=None, replaced_by=None)


def reading_address(*, issue: Issue, kind: str, customer: Customer, viewer: StaffUser | None = None) -> ReadingAddress:
    """The answer whether a customer may read an issue, with a word that opens its file for a day if he may."""
    access = access_on(issue.published_on, edition=issue.edition, customer=customer, viewer=viewer)
    if not access.is_granted:
        return ReadingAddress(access)
    said = {"issue": issue.pk, "kind": kind, "customer": customer.pk, "until": (clock.now() + GOOD_FOR).isoformat()}
    return ReadingAddress(access, signing.dumps(said, salt=SALT))


def file_to_read(token: str) -> IssueFile:
    """The file that an address opens: signed by us, not too old, of an issue that is out, for somebody who is entitled to it even now."""
    try:
        said = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        raise CannotReadIssue("reading.not_ours") from None
    until = parse_datetime(said["until"])
    if until is None or until < clock.now():
        raise CannotReadIssue("reading.too_late")
    issue = Issue.objects.select_related("edition__title__entity").filter(pk=said["issue"]).first()
    customer = Customer.objects.filter(pk=said["customer"]).first()
    if issue is None or customer is None:
        raise CannotReadIssue("reading.not_ours")
    if issue.published_on > clock.today(issue.edition.title.entity.zone):
        raise CannotReadIssue("reading.to_come", day=issue.published_on)
    if not access_on(issue.published_on, edition=issue.edition, customer=customer).is_granted:
        raise CannotReadIssue("reading.not_entitled")
    file = IssueFile.objects.select_related("stored_file").filter(issue=issue, kind=said["kind"], replaced_at=None).first()
    if file is None:
        raise CannotReadIssue("reading.no_file")
    return file


def _standing(issue: Issue, kind: str) -> IssueFile | None:
    Issue.objects.select_for_update().get(pk=issue.pk)
    return IssueFile.objects.select_related("stored_file").filter(issue=issue, kind=kind, replaced_at=None).first()


def _replace(issue: Issue, kind: str, standing: IssueFile | None, stored: StoredFile, actor: StaffUser | None) -> IssueFile:
    IssueFile.objects.filter(issue=issue, kind=kind, replaced_at=None).update(replaced_at=clock.now(), replaced_by=actor)
    file = IssueFile.objects.create(issue=issue, kind=kind, stored_file=stored, brought_by=actor)
    inverse = {"verb": "put_issue_file_back", "file": file.pk, "former": standing and standing.pk}
    record_act(actor=actor, verb="bring_issue_file", subject_kind="issue", subject_ids=[issue.pk], inverse=inverse)
    return file


def _kind(head: bytes) -> str:
    if head.startswith(b"%PDF-"):
        return IssueFile.PDF
    if head.startswith(b"PK\x03\x04") and TYPE_OF_EPUB in head:
        return IssueFile.EPUB
    raise CannotKeepFile("issue_file.unknown")
