"""How an invoice, a credit note or a pro forma is sent by e-mail: its words, and its file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from abonent.billing import letter_messages
from abonent.billing.models import Invoice, InvoiceSending, ProForma
from abonent.billing.operations.account_letters import MESSAGE
from abonent.billing.operations.mailing import EMAIL, KIND
from abonent.billing.operations.printing import make_files, pdf_of, pdf_of_pro_forma
from abonent.billing.operations.pro_formas import KIND as PRO_FORMA
from abonent.billing.rules.account_words import reference_in_groups
from abonent.correspondence.message_kinds import Attachment, MessageKind, Words
from abonent.correspondence.models import OutgoingMessage
from abonent.kit.documents import PDF
from abonent.ui import wording


def words(said: Mapping[str, Any]) -> Words:
    """What it is, what is to be paid until when under which reference, and who sends it; nothing that a thief of mail could use."""
    language = get_language() or "en"
    facts = {
        "number": said["number"],
        "seller": said["seller"],
        "name": said["name"],
        "amount": wording.money(abs(Decimal(str(said["total"]))), said["currency"], language),
        "day": wording.long_day(date.fromisoformat(said["due_on"]), language),
        "reference": reference_in_groups(said["reference"], said["country"]),
    }
    if said["document"] == Invoice.CREDIT_NOTE:
        subject = _("Credit note %(number)s from %(seller)s")
        text = _("Attached is credit note %(number)s of %(amount)s.")
    else:
        subject = _("Invoice %(number)s from %(seller)s")
        text = _("Attached is invoice %(number)s of %(amount)s. Please pay by %(day)s with the reference %(reference)s.")
    greeting = pgettext("letter", "Hello %(name)s,")
    ask = _("Is something not right? Answer this message and we put it straight.")
    return Words(subject % facts, "\n\n".join([greeting % facts, text % facts, ask, said["seller"]]) + "\n")


def prepare(sources: Sequence[int]) -> None:
    """Make the files of the next documents in one compile."""
    missing = list(Invoice.objects.filter(pk__in=sources, file=None).select_related("credits").order_by("pk"))
    if missing:
        make_files(missing)


def attachments(source: int) -> list[Attachment]:
    """The document as it is kept."""
    invoice = Invoice.objects.get(pk=source)
    return [Attachment(f"{slugify(invoice.document_number)}.pdf", PDF, pdf_of(invoice))]


def note_sending(message: OutgoingMessage) -> None:
    """The mail server has it: it left the house."""
    InvoiceSending.objects.create(invoice_id=message.source_id, channel=EMAIL, sent_by_id=message.queued_by_id)


def url(source: int) -> str:
    """The page of the document."""
    return reverse("billing:invoice", args=[source])


def pro_forma_words(said: Mapping[str, Any]) -> Words:
    """What it is, what it comes to and until when it holds; that nothing is to be paid yet."""
    language = get_language() or "en"
    facts = {
        "number": said["number"],
        "seller": said["seller"],
        "name": said["name"],
        "amount": wording.money(Decimal(str(said["total"])), said["currency"], language),
        "day": wording.long_day(date.fromisoformat(said["valid_until"]), language),
    }
    subject = _("Pro forma invoice %(number)s from %(seller)s")
    text = _("Attached is pro forma invoice %(number)s of %(amount)s. It holds until %(day)s; nothing is to be paid yet.")
    yes = _("Answer this message if you agree, and the invoice follows.")
    return Words(subject % facts, "\n\n".join([pgettext("letter", "Hello %(name)s,") % facts, text % facts, yes, said["seller"]]) + "\n")


def pro_forma_attachments(source: int) -> list[Attachment]:
    """The pro forma as a file."""
    pro_forma = ProForma.objects.get(pk=source)
    return [Attachment(f"{slugify(pro_forma.document_number)}.pdf", PDF, pdf_of_pro_forma(pro_forma))]


def pro_forma_url(source: int) -> str:
    """The page of the pro forma."""
    return reverse("billing:pro_forma", args=[source])


MESSAGE_KINDS = [
    MessageKind(
        code=KIND,
        label=gettext_lazy("Invoice"),
        words=words,
        url=url,
        prepare=prepare,
        attachments=attachments,
        accepted=note_sending,
        unwanted="billing/documents_not_to_mail",
        reasons={"credited": gettext_lazy("The invoice was credited before it left.")},
    ),
    MessageKind(
        code=MESSAGE,
        label=gettext_lazy("Letter about the account"),
        words=letter_messages.words,
        url=letter_messages.url,
        attachments=letter_messages.attachments,
    ),
    MessageKind(
        code=PRO_FORMA,
        label=gettext_lazy("Pro forma invoice"),
        words=pro_forma_words,
        url=pro_forma_url,
        attachments=pro_forma_attachments,
        unwanted="billing/pro_formas_not_to_mail",
        reasons={"withdrawn": gettext_lazy("The pro forma was taken back before it left.")},
        is_offer=True,
    ),
]
