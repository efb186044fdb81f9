"""Price traces are stored once, whatever asks for them how often."""

from __future__ import annotations

import pytest

from abonent.charges.models import PriceTrace
from abonent.charges.operations import keep_traces

pytestmark = pytest.mark.django_db


def test_a_trace_is_stored_once_and_has_one_id():
    first = keep_traces({"a": [{"code": "price.listed"}]})
    again = keep_traces({"a": [{"code": "price.listed"}], "b": [{"code": "price.copies"}]})
    assert again["a"] == first["a"]
    assert dict(PriceTrace.objects.values_list("digest", "id")) == again


def test_no_traces_are_no_rows():
    assert keep_traces({}) == {}
