"""Texts that people write: known fields are filled, and nothing else in them does anything."""

from abonent.kit.filled_text import fields_unknown, filled, paragraphs


def test_fields_are_filled_and_unknown_ones_are_named():
    assert filled("Dear {name}, {name}!", {"name": "Anna {total}"}) == "Dear Anna {total}, Anna {total}!"
    assert fields_unknown("{name} {nmae} {} {{name}}", ("name",)) == ["nmae", ""]


def test_an_empty_line_begins_a_paragraph():
    assert paragraphs("One\r\nline\r\n \r\nTwo\n\n\nThree\n") == ["One\nline", "Two", "Three"]
