"""A name that is data, in the reader's language or the first that somebody filled."""

from abonent.kit.names import name_in


def test_the_first_language_that_is_filled_wins():
    names = {"sv": "Dagbladet", "fi": "", "en": "The Daily"}
    assert name_in(names, "fi", "en") == "The Daily"
    assert name_in(names, "sv-FI") == "Dagbladet"
    assert name_in(names, "hu") == "Dagbladet"
    assert name_in({}, "hu") == name_in(None, "hu") == ""
