"""The settlement of an agent's commission on paper, in his language."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from abonent.billing.agent_queries import SoldLine, sold_lines
from abonent.billing.models import AgentSettlement
from abonent.billing.rules.line_words import line_text
from abonent.kit import documents
from abonent.ui import wording

AGENT_SETTLEMENT = Path(__file__).with_name("agent_settlement.typ")


def agent_settlement_pdf(settlement: AgentSettlement) -> bytes:
    """The settlement as one file; made of what was posted, it is the same whenever it is made."""
    return documents.make(AGENT_SETTLEMENT, [agent_settlement_data(settlement)], at=settlement.posted_at).content


def agent_settlement_data(settlement: AgentSettlement) -> dict[str, Any]:
    """The words of a settlement."""
    agent, language = settlement.agent.customer, settlement.agent.customer.language
    lines = sold_lines(list(settlement.lines.all()))
    earned = sum(line.row.amount for line in lines if line.row.amount > 0)
    given_back = sum(line.row.amount for line in lines if line.row.amount < 0)
    with override(language):
        parts = [[pgettext("commission", "Earned"), wording.money(earned, settlement.currency, language)]]
        if given_back:
            parts.append([_("Given back for what was credited"), wording.money(given_back, settlement.currency, language)])
        return {
            "language": language,
            "title": _("Your commission until %(day)s") % {"day": wording.long_day(settlement.settled_on, language)},
            "about": _("Settlement %(number)s") % {"number": settlement.number},
            "company": settlement.entity.name,
            "agent": f"{agent.name}, {agent.number}",
            "parts": parts,
            "total": [_("Commission without VAT"), wording.money(settlement.amount, settlement.currency, language)],
            "head": [_("Invoice"), pgettext("commission", "Sold"), _("Without VAT"), _("Commission")],
            "rows": [_row(line, language) for line in lines],
            "page_words": _("Page {page} of {pages}"),
        }


def _row(line: SoldLine, language: str) -> list[str]:
    number = line.document.document_number if line.document else ""
    sold = ", ".join(filter(None, [line.reader, line_text(line.description, language)]))
    return [number, sold, wording.money(line.row.base, None, language), wording.money(line.row.amount, None, language)]
