"""The billing run: from open charges due to posted invoices."""

from django.utils.translation import gettext_lazy as _

from abonent.billing.operations.planning import find_treatments, park_charges, plan_invoices, plan_lines, plan_totals, totals_of
from abonent.billing.operations.posting import post_chunk
from abonent.runs.kinds import RunKind, Step

CHUNK_ROWS = 20_000

RUN_KINDS = [
    RunKind(
        code="billing",
        label=_("Billing"),
        permission="billing.run",
        plan_steps=(
            Step("billing.find_treatments", _("Rates and accounts found"), find_treatments),
            Step("billing.park_charges", _("Charges checked"), park_charges),
            Step("billing.plan_lines", _("Lines planned"), plan_lines),
            Step("billing.plan_invoices", _("Invoices planned"), plan_invoices),
            Step("billing.plan_totals", _("Totals compared"), plan_totals),
        ),
        totals=totals_of,
        commit_chunk=post_chunk,
        chunk_rows=CHUNK_ROWS,
    )
]
