"""A list over the content types of Django: rows that every installation has, and no noun of the trade."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, CharField, Count, F, QuerySet, Value, When

from abonent.ui.lists import Column, EmptyState, List, NumberColumn, TextFilter

APP = "rows_of_tests"


class RowList(List):
    name = "rows"
    title = "Rows"
    columns = [
        Column(name="model", label="Model", sort="model", slot="main"),
        Column(name="shade", label="Shade", sort="shade", slot="sub"),
        NumberColumn(name="number", label="Number", value="pk", sort="pk", slot="fig", total=Count("pk")),
    ]
    filters = [TextFilter(name="q", label="Model", path="model")]
    default_sort = "model"
    page_size = 5
    empty = EmptyState(title="No rows yet")

    def rows(self) -> QuerySet[Any]:
        # A third of the rows have no shade; many share one.
        shade = Case(
            When(model__endswith="0", then=Value(None, output_field=CharField())),
            When(model__endswith="1", then=Value(None, output_field=CharField())),
            When(model__endswith="2", then=Value("dark")),
            default=Value("light"),
            output_field=CharField(),
        )
        return ContentType.objects.filter(app_label=APP).annotate(shade=shade, upper=F("model"))


def some_rows(count: int) -> list[ContentType]:
    """Rows named row000, row001 ..."""
    return ContentType.objects.bulk_create(ContentType(app_label=APP, model=f"row{number:03}") for number in range(count))
