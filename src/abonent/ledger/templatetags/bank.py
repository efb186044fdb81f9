"""What banks write, as people read it: `{{ line.counterpart_account|account_number }}`."""

from __future__ import annotations

from django import template

from abonent.ledger.rules.account_numbers import account_in_groups

register = template.Library()

register.filter("account_number", account_in_groups)
