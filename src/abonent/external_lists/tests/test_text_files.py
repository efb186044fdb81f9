"""What is written into a text file is in it, and nothing else of it has changed."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from abonent.external_lists.files.cells import CannotPlace, Writing
from abonent.external_lists.files.text import _rows, written

HEADERS = ("Result", "Note")


def after(content: bytes, cells, *, encoding="utf-8", separator=";", emptied=frozenset()) -> bytes:
    return written(content, encoding=encoding, separator=separator, writing=Writing(headers=HEADERS, cells=cells, emptied=emptied))


def test_our_columns_come_at_the_end_and_every_other_byte_stays():
    before = 'Namn;Telefon\r\n"Ek; Bo";070-1\r\n\r\nÅsa;  070-2 \r\n'.encode()
    assert after(before, {4: ("No answer", "")}).decode() == (
        'Namn;Telefon;Result;Note\r\n"Ek; Bo";070-1;;\r\n\r\nÅsa;  070-2 ;No answer;\r\n'
    )


def test_a_second_result_touches_the_cells_of_its_row_alone():
    once = after(b"n,t\nA,1\nB,2\n", {2: ("Sold", "x, y")}, separator=",")
    assert once == b'n,t,Result,Note\nA,1,Sold,"x, y"\nB,2,,\n'
    assert after(once, {3: ("Sold", "")}, separator=",") == b'n,t,Result,Note\nA,1,Sold,"x, y"\nB,2,Sold,\n'
    assert after(once, {2: ("", "")}, separator=",") == b"n,t,Result,Note\nA,1,,\nB,2,,\n"


@pytest.mark.parametrize(
    ("encoding", "codec", "mark"),
    [("cp1252", "cp1252", b""), ("cp1250", "cp1250", b""), ("utf-8-sig", "utf-8", b"\xef\xbb\xbf"), ("utf-16", "utf-16-le", b"\xff\xfe")],
)
def test_the_encoding_stays_with_its_mark(encoding, codec, mark):
    before = mark + "Namn\tOrt\r\nBjörn\tÖ".encode(codec)
    found = after(before, {2: ("Såld", "")}, encoding=encoding, separator="\t")
    assert found == mark + "Namn\tOrt\tResult\tNote\r\nBjörn\tÖ\tS{}ld\t".format("å" if codec != "cp1250" else "a").encode(codec)


def test_bytes_that_are_no_letters_stay_too():
    assert after(b"n;t\nA\x81;1\n", {2: ("Sold", "")}, encoding="cp1252") == b"n;t;Result;Note\nA\x81;1;Sold;\n"


def test_what_looks_like_a_formula_is_text_and_a_note_is_one_line():
    assert after(b"n\nA\n", {2: ("", "=1+1\nnext")}) == b"n;Result;Note\nA;;'=1+1 next\n"


def test_where_all_cells_are_quoted_ours_are_too():
    assert after(b'"n";"t"\n"A";"1"\n', {2: ("Sold", 'say "yes"')}) == b'"n";"t";"Result";"Note"\n"A";"1";"Sold";"say ""yes"""\n'


def test_rows_longer_than_the_headers_keep_their_cells_and_a_first_line_for_spreadsheets_stays():
    assert after(b"sep=;\nn\nA;x;y\nB\n", {3: ("Sold", "")}) == b"sep=;\nn;;;Result;Note\nA;x;y;;\nB;;;Sold;\n"


def test_an_emptied_row_keeps_its_place():
    assert after(b'n;t\n"A;";1\nB;2\n', {}, emptied=frozenset({2})) == b"n;t;Result;Note\n;;;\nB;2;;\n"


def test_a_row_that_is_not_there_is_refused():
    with pytest.raises(CannotPlace):
        after(b"n\nA\n", {9: ("Sold", "")})


CELLS = st.lists(st.text(alphabet='ab;"\r\n ,å', max_size=4), min_size=1, max_size=4)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(CELLS, min_size=1, max_size=5), st.sampled_from(["\n", "\r\n", "\r"]))
def test_rows_are_numbered_and_cut_as_the_reader_does(table, line_end):
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator=line_end).writerows(table)
    text = out.getvalue()
    read = list(csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True))
    ours = [
        [text[a:b][1:-1].replace('""', '"') if text[a] == '"' and a < b else text[a:b] for a, b in row.cells] for row in _rows(text, ";", 0)
    ]
    assert [row or [""] for row in read] == ours
