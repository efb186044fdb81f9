"""Letters about accounts: writing one with what it would say beside it, the letter itself, its file, sending it by e-mail, all of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.billing.account_facts import AccountFacts
from abonent.billing.archive import check_file
from abonent.billing.letter_forms import AccountLetterForm, OfferedAccount
from abonent.billing.models import AccountLetter
from abonent.billing.models.account_letter import LETTER_KINDS, STATEMENT
from abonent.billing.operations.account_letters import MESSAGE, account_until, mail_account_letter, write_account_letter
from abonent.billing.queries import accounts_of, visible_letters
from abonent.correspondence.models import OutgoingMessage
from abonent.customers.at_hand import customer_at_hand
from abonent.customers.models import Customer
from abonent.kit import clock
from abonent.kit.alphabets import fold
from abonent.kit.files import FileGone, read_stored
from abonent.kit.foresee import digest_of
from abonent.kit.refusals import Refusal
from abonent.runs.queries import undo_address
from abonent.ui import toasts, wording
from abonent.ui.forms import UNPROCESSABLE, refuse, to_mend
from abonent.ui.lists import (
    AmountFilter,
    ChoiceFilter,
    Column,
    DayColumn,
    EmptyState,
    List,
    MomentColumn,
    MoneyColumn,
    PeriodFilter,
    TextFilter,
    list_view,
)
from abonent.ui.lists.reader import present_reader

EFFECT = "letter-effect"


def _of_customer(text: str) -> Q:
    """By the number or the name of the customer, or the hash of the file."""
    name = fold(text)
    named = Q(customer__search__family_first__startswith=name) | Q(customer__search__given_first__startswith=name)
    return named | Q(customer__number=int(text)) if text.isdecimal() and len(text) < 19 else named | Q(stored_file__sha256=text.lower())


class AccountLetterList(List):
    """All letters about accounts, the latest first."""

    name = "account-letters"
    title = gettext_lazy("Statements and confirmations")
    columns = [
        Column(name="customer", label=gettext_lazy("Customer"), value="customer.name", slot="main", link=lambda row: row.url),
        Column(name="kind", label=gettext_lazy("Letter"), value=lambda row: row.get_kind_display(), slot="sub"),
        DayColumn(name="from", label=gettext_lazy("From"), value="from_on", quiet=True),
        DayColumn(name="until", label=gettext_lazy("Until the end of"), value="as_of", sort="as_of", slot="fig2"),
        Column(name="channel", label=gettext_lazy("Channel"), value=lambda row: row.get_channel_display(), quiet=True),
        MomentColumn(name="made", label=gettext_lazy("Made"), value="made_at", sort="made_at", quiet=True),
        MoneyColumn(
            name="balance", label=gettext_lazy("Balance"), value="balance", sort="balance", currency="currency", shows_currency=True, total=Sum("balance"), slot="fig",
        ),
        Column(name="hash", label=gettext_lazy("Hash (SHA-256)"), value="stored_file.sha256", quiet=True, shown=False),
    ]  # fmt: skip
    filters = [
        TextFilter(name="q", label=gettext_lazy("Customer, number, hash"), where=_of_customer, prominent=True),
        ChoiceFilter(name="kind", label=gettext_lazy("Letter"), path="kind", choices=LETTER_KINDS),
        PeriodFilter(name="until", label=gettext_lazy("Until the end of"), path="as_of"),
        AmountFilter(name="balance", label=gettext_lazy("Balance"), path="balance"),
    ]
    default_sort = "-pk"
    empty = EmptyState(
        title=gettext_lazy("No letters yet"),
        text=gettext_lazy("Write one from the balance on the page of a customer."),
    )

    def rows(self) -> QuerySet[Any]:
        return visible_letters(self.request.user)  # type: ignore[arg-type]

    def counted(self, count: int) -> str:
        return ngettext("%(count)s letter", "%(count)s letters", count) % {"count": wording.number(count, self.reader.language)}


@permit("billing.see")
def account_letters(request: StaffRequest) -> HttpResponseBase:
    """All of them."""
    may = {"may_write_to_all": request.user.may("billing.print")}
    return list_view(request, AccountLetterList, template="billing/account_letters.html", **may)


@permit("billing.mail")
def new_account_letter(request: StaffRequest, customer_id: int) -> HttpResponse:
    """The form; what the letter would say, alone, while it is typed; the letter, once it is written."""
    customer = customer_at_hand(request, customer_id)
    reader = present_reader()
    initial = {"kind": STATEMENT, "from_on": date(reader.today.year, 1, 1), "as_of": reader.today}
    form = AccountLetterForm(request.POST or None, today=reader.today, offered=_offered(request, customer), initial=initial)
    is_typing = request.headers.get("HX-Target") == EFFECT
    account: AccountFacts | None = None
    if form.is_bound and form.is_valid():
        today = clock.today(form.asked["entity"].zone)
        try:
            account = account_until(customer=customer, **form.asked, today=today)
            if not is_typing and request.POST.get("effect") == _digest(account):
                letter = write_account_letter(customer=customer, **form.asked, actor=request.user, today=today)
                toasts.say(request, _("The letter is written and kept. Print it, or send it by e-mail."))
                return redirect(letter.url)
        except Refusal as refusal:
            refuse(form, refusal)
    shown = _shown(account, form.asked["as_of"]) if account else None
    context = {"customer": customer, "form": form, "shown": shown, "to_mend": to_mend(form)}
    if is_typing:
        return render(request, "billing/letter_effect.html", context)
    return render(request, "billing/new_account_letter.html", context, status=UNPROCESSABLE if form.errors and form.is_bound else 200)


@permit("billing.see")
def account_letter(request: StaffRequest, letter_id: int) -> HttpResponse:
    """One letter: what it said, how it was sent, its file with its hash and whether the file is still that."""
    letter = _letter(request, letter_id)
    messages = OutgoingMessage.objects.of_sources(MESSAGE, [letter.pk]).order_by("ordinal")
    context = {
        "letter": letter,
        "messages": messages,
        "checked": check_file(letter.stored_file),
        "may_mail": request.user.may("billing.mail"),
        "reader": present_reader(),
    }
    return render(request, "billing/account_letter.html", context)


@permit("billing.see")
def letter_pdf(request: StaffRequest, letter_id: int) -> HttpResponse:
    """The file as it was made, to the byte."""
    letter = _letter(request, letter_id)
    try:
        content = read_stored(letter.stored_file)
    except FileGone:
        toasts.warn(request, _("The file is not in the archive. Bring the folder of files back from its own backup."))
        return redirect(letter.url)
    response = HttpResponse(content, content_type=letter.stored_file.media_type)
    response["Content-Disposition"] = f'inline; filename="{letter.stored_file.name}"'
    return response


@permit("billing.mail")
@require_POST
def mail_letter(request: StaffRequest, letter_id: int) -> HttpResponse:
    """Send one letter by e-mail."""
    letter = _letter(request, letter_id)
    try:
        message = mail_account_letter(letter=letter, actor=request.user)
    except Refusal as refusal:
        toasts.warn(request, str(refusal))
    else:
        undo_url = undo_address(request.user, "account_letter", letter.pk) or undo_address(request.user, "outgoing_message", message.pk)
        toasts.say(request, _("The letter is on its way to %(address)s.") % {"address": message.address}, undo_url=undo_url)
    return redirect(letter.url)


def _offered(request: StaffRequest, customer: Customer) -> list[OfferedAccount]:
    return [OfferedAccount(entity, currency) for entity, currency in accounts_of(customer, request.user)]


def _shown(account: AccountFacts, as_of: date) -> dict[str, Any]:
    return {"account": account, "digest": _digest(account), "overdue": account.owed - account.ages(as_of)["not_due"]}


def _digest(account: AccountFacts) -> str:
    items = [(item.receivable_id, item.due_on, item.open_amount) for item in account.items]
    return digest_of(account.currency, account.opening, account.balance, len(account.rows), items)


def _letter(request: HttpRequest, letter_id: int) -> AccountLetter:
    return get_object_or_404(visible_letters(request.user), pk=letter_id)  # type: ignore[arg-type]
