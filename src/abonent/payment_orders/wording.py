"""Codes of banks in words: why a debit or refund was not paid, what became of a mandate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

# Of Autogiro: the payment specification (one digit), the list of rejected payments and refunds (two); of SEPA: reasons of ISO 20022.
PIECES: Mapping[str, Any] = {
    "1": _("the account lacked cover"),
    "2": _("the account is closed, or for another reason"),
    "9": _("the account lacked cover; the bank tries again"),
    "01": _("there is no mandate"),
    "02": _("the account is not approved, or closed"),
    "03": _("the payer has stopped the mandate"),
    "06": _("wrong period"),
    "07": _("wrong number of times"),
    "08": _("the amount is not a number"),
    "10": _("Bankgirot does not know the bankgiro"),
    "12": _("wrong day"),
    "13": _("the day is past"),
    "15": _("the bankgiro is not that of the file"),
    "24": _("the amount is above what the payer allows"),
    "AC01": _("the account number is wrong"),
    "AC04": _("the account is closed"),
    "AC06": _("the account is blocked"),
    "AC13": _("the account is a consumer's"),
    "AG01": _("the account cannot be debited"),
    "AM04": _("the account lacked cover"),
    "AM05": _("ordered twice"),
    "BE05": _("the bank does not know our creditor number"),
    "FF01": _("the file is not as the bank wants it"),
    "MD01": _("there is no mandate"),
    "MD06": _("the payer wants the money back"),
    "MD07": _("the payer has died"),
    "MS02": _("the payer refused"),
    "MS03": _("the bank does not say why"),
    "NARR": _("the bank says why in words: see the file"),
    "SL01": _("the payer's bank does not allow it to us"),
}
# Of the advice of mandates.
MANDATES: Mapping[str, Any] = {
    "01": _("ended by the bank"),
    "02": _("ended by the payer or the bank"),
    "03": _("this kind of account is not taken"),
    "04": _("Bankgirot does not know it"),
    "05": _("account or identity number is wrong"),
    "06": _("ended by Bankgirot"),
    "07": _("ended: the payer's bank did not answer"),
    "09": _("Bankgirot does not know the payer's bankgiro"),
    "10": _("it is there already, or being asked"),
    "11": _("stopped by the payer"),
    "12": _("not stopped any more"),
    "20": _("the identity number is wrong"),
    "21": _("the payer number is wrong"),
    "23": _("the account number is wrong"),
    "24": _("a highest amount is not allowed"),
    "29": _("our bankgiro is wrong"),
    "30": _("our bankgiro is not in Autogiro any more"),
    "32": _("new mandate"),
    "33": _("ended"),
    "98": _("ended with the payer's bankgiro"),
}


def code_words(code: str, *, of_mandate: bool = False) -> str:
    """A code with what it means: “AM04, the account lacked cover”; the code alone where nobody knows it."""
    words = (MANDATES if of_mandate else PIECES).get(code)
    return f"{code}, {words}" if words else code
