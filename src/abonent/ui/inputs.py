"""Inputs that forms of all folders use."""

from __future__ import annotations

from django import forms


class DayInput(forms.DateInput):
    """The browser's own field for a day; it speaks ISO whatever the reader's language."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")
