"""What came of contacting somebody of a list."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from abonent.correspondence.models import Interaction
from abonent.external_lists.models.rows import ListRow
from abonent.kit.models import ClockNow


class ListCall(models.Model):
    """What came of calling somebody of a list: the latest row counts, none is ever changed; one made by mistake is taken away.

    `interaction` is the same in the register, once the person is a customer. `in_file`: the file says it.
    """

    class Result(models.TextChoices):
        INTERESTED = "interested", _("Interested")
        SOLD = "sold", pgettext_lazy("result of a call", "Sold")
        CALL_BACK = "call_back", _("To be called back")
        NO_ANSWER = "no_answer", _("No answer")
        NOT_INTERESTED = "not_interested", _("Not interested")
        WRONG_NUMBER = "wrong_number", _("Wrong number")
        NO_MORE = "no_more", _("Wants no more calls")

    row = models.ForeignKey(ListRow, models.CASCADE, related_name="calls", db_index=False)
    result = models.CharField(max_length=16, choices=Result.choices)
    note = models.CharField(max_length=1000, blank=True)
    call_back_on = models.DateField(null=True)
    made_on = models.DateField()
    made_at = models.DateTimeField(db_default=ClockNow())
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    interaction = models.ForeignKey(Interaction, models.SET_NULL, null=True, related_name="+")
    in_file = models.BooleanField(default=False, db_default=False)

    class Meta:
        db_table = "list_call"
        indexes = [models.Index(fields=["row", "-id"], name="list_call_latest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(result__in=["interested", "sold", "call_back", "no_answer", "not_interested", "wrong_number", "no_more"]),
                name="list_call_result_known",
            ),
            models.CheckConstraint(
                condition=Q(call_back_on=None) | Q(result__in=["call_back", "no_answer", "interested"]), name="list_call_back_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.row_id} {self.result}"
