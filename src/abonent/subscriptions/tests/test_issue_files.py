"""An electronic issue is a file: replaced and kept, opened by whoever is entitled, at a signed address and for a day."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from abonent.customers.testing import a_customer
from abonent.editions.models import Issue
from abonent.kit import clock
from abonent.kit.files import read_stored
from abonent.kit.models import StoredFile
from abonent.kit.periods import day, period
from abonent.runs.models import Act
from abonent.runs.operations import undo_act
from abonent.subscriptions.models import Entitlement, IssueFile, Subscription
from abonent.subscriptions.operations.issue_files import CannotKeepFile, CannotReadIssue, bring_issue_file, file_to_read, reading_address
from abonent.subscriptions.testing import a_subscription, an_order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_thursday", "with_issues")]

TODAY = day("2026-07-09")
FIRST, SECOND = b"%PDF-1.7 first", b"%PDF-1.7 second"
EPUB = b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/epub+zip" + b"book"


@pytest.fixture(autouse=True)
def files_elsewhere(settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def issue(daily) -> Issue:
    return Issue.objects.select_related("edition__title__entity").get(edition__medium="electronic", published_on=TODAY)


@pytest.fixture
def reads(daily, price_list) -> Subscription:
    return a_subscription(order=an_order(product=daily, price_list=price_list, starts_on="2026-01-01"))


def bring(issue: Issue, content: bytes = FIRST, name: str = "daily.pdf") -> IssueFile:
    file = SimpleUploadedFile(name, content)
    return bring_issue_file(issue=issue, name=name, size=len(content), stream=file, actor=None)  # type: ignore[arg-type]


def token_of(issue: Issue, subscription: Subscription, kind: str = "pdf") -> str:
    return reading_address(issue=issue, kind=kind, customer=subscription.subscriber).token


def test_a_file_is_replaced_by_one_of_its_kind_and_kept(issue):
    first, book = bring(issue), bring(issue, EPUB, "daily.epub")
    second = bring(issue, SECOND)
    assert set(IssueFile.objects.filter(replaced_at=None)) == {book, second}
    first.refresh_from_db()
    assert read_stored(first.stored_file) == FIRST
    assert (second.stored_file.media_type, book.stored_file.media_type) == ("application/pdf", "application/epub+zip")
    undo_act(act=Act.objects.filter(verb="bring_issue_file").latest("pk"), actor=None, today=TODAY)
    assert set(IssueFile.objects.filter(replaced_at=None)) == {book, first}


def test_what_is_no_file_of_an_issue_is_refused_and_leaves_nothing(issue, daily):
    bring(issue)
    printed = Issue.objects.select_related("edition__title__entity").get(edition__medium="paper", published_on=TODAY)
    for where, content, why in (
        (issue, FIRST, "there already"),
        (issue, b"<html>", "neither a PDF nor an EPUB"),
        (issue, b"PK\x03\x04 a spreadsheet", "neither"),
        (printed, SECOND, "is printed"),
    ):
        with pytest.raises(CannotKeepFile, match=why):
            bring(where, content)
    with pytest.raises(CannotKeepFile, match="larger than 500 MB"):
        bring_issue_file(issue=issue, name="x", size=500_000_001, stream=SimpleUploadedFile("x", SECOND), actor=None)  # type: ignore[arg-type]
    assert (IssueFile.objects.count(), StoredFile.objects.count()) == (1, 1)


def test_whoever_is_entitled_reads_it_and_nobody_else(issue, reads):
    bring(issue)
    stranger = reading_address(issue=issue, kind="pdf", customer=a_customer(family_name="Stranger"))
    assert (stranger.token, stranger.access.is_granted) == ("", False)
    answer = Client().get(reverse("subscriptions:read_issue", args=[token_of(issue, reads)]))
    assert b"".join(answer) == FIRST
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/pdf", "private, no-store")


def test_the_address_opens_the_newest_file(issue, reads):
    bring(issue)
    token = token_of(issue, reads)
    bring(issue, SECOND)
    assert read_stored(file_to_read(token).stored_file) == SECOND


def test_an_address_that_was_changed_or_is_too_old_opens_nothing(issue, reads):
    bring(issue)
    token = token_of(issue, reads)
    with pytest.raises(CannotReadIssue, match="not whole"):
        file_to_read(token[:-1] + ("a" if token[-1] != "a" else "b"))
    with clock.set_to(clock.moment(day("2026-07-10"), time(9, 59), "Europe/Stockholm")):
        assert file_to_read(token)
    with clock.set_to(clock.moment(day("2026-07-10"), time(10, 1), "Europe/Stockholm")), pytest.raises(CannotReadIssue, match="too old"):
        file_to_read(token)
    answer = Client().get(reverse("subscriptions:read_issue", args=["nothing:at:all"]))
    assert answer.status_code == 404
    assert "Ask for it again" in answer.content.decode()


def test_the_question_is_asked_again_when_the_address_is_opened(issue, reads):
    bring(issue)
    token = token_of(issue, reads)
    Entitlement.objects.update(during=period("2026-01-01", TODAY))
    with pytest.raises(CannotReadIssue, match="no subscription"):
        file_to_read(token)
    assert Client().get(reverse("subscriptions:read_issue", args=[token])).status_code == 403


def test_an_issue_is_not_read_before_its_day_or_without_a_file(issue, reads):
    friday = Issue.objects.select_related("edition__title__entity").get(edition=issue.edition, published_on=day("2026-07-10"))
    bring(friday)
    with pytest.raises(CannotReadIssue, match="comes out on 2026-07-10"):
        file_to_read(token_of(friday, reads))
    with pytest.raises(CannotReadIssue, match="not there yet"):
        file_to_read(token_of(issue, reads))


def test_the_page_brings_a_file_and_answers_who_may_read(desk, issue, reads):
    address = reverse("subscriptions:issue_files", args=[issue.pk])
    assert desk.post(address, {"file": SimpleUploadedFile("x.pdf", b"no")}).status_code == 422
    page = desk.post(address, {"file": SimpleUploadedFile("daily.pdf", FIRST)}, follow=True).content.decode()
    assert "daily.pdf" in page
    answer = desk.get(address, {"who": reads.subscriber.number, "kind": "pdf"})
    assert "Reads as the subscriber" in answer.content.decode()
    assert b"".join(Client().get(answer.context["address"])) == FIRST
    no = desk.get(address, {"who": a_customer(family_name="Stranger").number, "kind": "pdf"})
    assert "there is no subscription" in no.content.decode()
    assert no.context["address"] == ""
    file = IssueFile.objects.get()
    assert b"".join(desk.get(reverse("subscriptions:issue_file", args=[issue.pk, file.pk]))) == FIRST
    assert address in desk.get(reverse("subscriptions:issue", args=[issue.pk])).content.decode()


def test_a_printed_issue_has_no_files_and_a_clerk_brings_none(signed_in, daily, issue):
    clerk = signed_in("clerk", daily.entity)
    printed = Issue.objects.get(edition__medium="paper", published_on=TODAY)
    assert clerk.get(reverse("subscriptions:issue_files", args=[printed.pk])).status_code == 404
    clerk.post(reverse("subscriptions:issue_files", args=[issue.pk]), {"file": SimpleUploadedFile("daily.pdf", FIRST)})
    assert not IssueFile.objects.exists()
