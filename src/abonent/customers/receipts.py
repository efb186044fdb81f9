"""Receipts that the customer reads: written in his language, on a page whose menu stays in the reader's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation

from abonent.access.requests import StaffRequest
from abonent.customers.models import Customer
from abonent.ui.lists.reader import Reader, present_reader


def answer_receipt(request: StaffRequest, customer: Customer, template: str, facts: Callable[[Reader], dict[str, Any]]) -> HttpResponse:
    """A page to print or send. ``facts`` are said in the customer's language; the template turns to it for the receipt alone."""
    language = customer.language or request.user.language
    with translation.override(language):
        reader = Reader(language=language, today=present_reader().today)
        context = {"language": language, "reader": reader, **facts(reader)}
    return render(request, template, context)
