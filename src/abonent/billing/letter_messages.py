"""How a letter about an account is sent by e-mail: its words, and its file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from abonent.billing.models.account_letter import STATEMENT, AccountLetter
from abonent.correspondence.message_kinds import Attachment, Words
from abonent.kit.files import read_stored
from abonent.ui import wording


def words(said: Mapping[str, Any]) -> Words:
    """Which account until which day, and what it stands at; a confirmation asks for an answer."""
    language = get_language() or "en"
    facts = {
        "seller": said["seller"],
        "name": said["name"],
        "amount": wording.money(Decimal(str(said["balance"])), said["currency"], language),
        "day": wording.long_day(date.fromisoformat(said["as_of"]), language),
    }
    if said["letter"] == STATEMENT:
        subject = _("Statement of account from %(seller)s")
        text = _("Attached is the statement of your account until %(day)s. It stands at %(amount)s.")
    else:
        subject = _("Please confirm your balance with %(seller)s")
        text = _("By our books your account stood at %(amount)s after %(day)s. Please answer whether your books say the same.")
    greeting = pgettext("letter", "Hello %(name)s,")
    ask = _("Is something not right? Answer this message and we put it straight.")
    return Words(subject % facts, "\n\n".join([greeting % facts, text % facts, ask, said["seller"]]) + "\n")


def attachments(source: int) -> list[Attachment]:
    """The letter as it is kept."""
    file = AccountLetter.objects.select_related("stored_file").get(pk=source).stored_file
    return [Attachment(file.name, file.media_type, read_stored(file))]


def url(source: int) -> str:
    """The page of the letter."""
    return reverse("billing:account_letter", args=[source])
