"""What is done to a file before a format reads it."""

from __future__ import annotations

from io import BytesIO

import pytest

from abonent.connectors.line_files import source as opening
from abonent.connectors.line_files.charsets import decoded, likeliest
from abonent.connectors.line_files.refusals import CannotReadLines
from abonent.connectors.line_files.source import Source

TEXT = "01Åsa\n02Ö, å\n"


def opened(content: bytes) -> Source:
    return Source(BytesIO(content), "bank.txt")


def texts(content: bytes, encoding: str = "cp1252", width: int = 0) -> list[str]:
    source = opened(content)
    return [line.text for line in source.lines(source.encoding(encoding), width)]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(TEXT.encode("cp1252"), id="as the standard says"),
        pytest.param(TEXT.encode(), id="UTF-8"),
        pytest.param(b"\xef\xbb\xbf" + TEXT.encode(), id="with a byte order mark"),
        pytest.param(TEXT.encode("utf-16"), id="UTF-16"),
        pytest.param(TEXT.replace("\n", "\r\n").encode("cp1252"), id="Windows line ends"),
        pytest.param(TEXT.replace("\n", "\r").encode("cp1252"), id="line ends of old Macs"),
        pytest.param(TEXT.encode("cp1252") + b"\x1a", id="closing Ctrl-Z"),
        pytest.param(TEXT.encode("cp1252").rstrip(), id="no last line end"),
    ],
)
def test_the_same_lines_come_of_whatever_was_done_to_the_file(content):
    assert texts(content) == ["01Åsa", "02Ö, å"]


def test_another_encoding_than_the_standards_is_said():
    source = opened(TEXT.encode())

    assert source.encoding("cp1252") == "utf-8"
    assert source.warnings == {"lines.read_as_utf8": {"standard": "cp1252"}}


def test_records_without_line_ends_are_cut_at_their_width():
    assert texts(b"01aaa02bbb03c", width=5) == ["01aaa", "02bbb", "03c"]


def test_records_of_a_large_file_without_line_ends_are_cut_too(monkeypatch):
    monkeypatch.setattr(opening, "LINE_LIMIT", 12)
    monkeypatch.setattr(opening, "CHUNK", 7)

    assert texts(b"".join(b"%05d" % number for number in range(50)), width=5) == [f"{number:05}" for number in range(50)]


def test_control_characters_become_blanks():
    assert texts(b"a\0b\x07c\td\n") == ["a b c\td"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "lines.empty"),
        (b" \r\n\x1a", "lines.empty"),
        (b"PK\x03\x04....", "lines.archive"),
        (b"%PDF-1.7", "lines.archive"),
        (b"\xff\xfea\x00\x00\xd8", "lines.undecodable"),
    ],
)
def test_what_is_no_text_is_refused(content, code):
    with pytest.raises(CannotReadLines) as refused:
        texts(content)

    assert refused.value.code == code
    assert str(refused.value).startswith("bank.txt: ")


def test_a_line_without_end_is_refused(monkeypatch):
    monkeypatch.setattr(opening, "LINE_LIMIT", 10)

    with pytest.raises(CannotReadLines) as refused:
        texts(b"a" * 11)

    assert refused.value.code == "lines.too_long"


def test_a_file_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(opening, "SIZE_LIMIT", 3)

    with pytest.raises(CannotReadLines) as refused:
        opened(b"1234")

    assert refused.value.code == "lines.too_large"


@pytest.mark.parametrize("encoding", ["iso8859-2", "cp1250", "cp852"])
@pytest.mark.parametrize(("country", "text"), [("PL", "ŁUCJA ŻÓŁĆ, ŚWIĘTEGO, Źródło ąęś"), ("HU", "Előfizetés, átutalás, Őrség, jövő")])
def test_the_letters_of_a_country_tell_the_encoding(country, text, encoding):
    found = opened(text.encode(encoding)).bytes_beyond_ascii()

    assert decoded(text.encode(encoding), likeliest(found, country)) == text


def test_mazovia_is_told_by_its_letters():
    raw = bytes([0x9C, 0xA3, 0x86, 0x91, 0x9E, 0xA7])

    assert likeliest(opened(raw).bytes_beyond_ascii(), "PL") == "mazovia"
    assert decoded(raw, "mazovia") == "ŁÓąęśż"


def test_a_letter_that_cannot_be_read_is_replaced_and_said():
    source = opened(b"a\x81b\n")

    assert [line.text for line in source.lines("cp1252")] == ["a\ufffdb"]
    assert "lines.letters_lost" in source.warnings
