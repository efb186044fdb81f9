"""What is left of a stretch once a part is taken out: every house is in one of them, none in two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abonent.distribution.rules.cutting import ALL, EVEN, ODD, Numbers, part_of, rest_of

SIDES = st.sampled_from([ALL, ODD, EVEN])
ENDS = st.one_of(st.none(), st.integers(1, 40))


def numbers(draw_first: int | None, draw_latest: int | None, side: str) -> Numbers:
    ends = sorted(end for end in (draw_first, draw_latest) if end is not None)
    return Numbers(side, *ends) if len(ends) == 2 else Numbers(side, draw_first, draw_latest)


@given(st.builds(numbers, ENDS, ENDS, SIDES), SIDES, ENDS, ENDS)
def test_every_house_is_in_the_part_or_in_the_rest_and_in_one_of_them_alone(
    whole: Numbers, side: str, first: int | None, latest: int | None
):
    part = part_of(whole, side, first, latest)
    for number in range(1, 60):
        wanted = Numbers(side, first, latest).has(number) and whole.has(number)
        assert (part is not None and part.has(number)) == wanted
        if part is not None:
            assert sum(one.has(number) for one in (part, *rest_of(whole, part))) == whole.has(number)


@pytest.mark.parametrize(
    ("part", "rest"),
    [
        (Numbers(ALL, 11, 20), [Numbers(ALL, 1, 10), Numbers(ALL, 21, 31)]),
        (Numbers(ODD, 1, 31), [Numbers(EVEN, 2, 30)]),
        (Numbers(EVEN, 10, 14), [Numbers(ALL, 1, 9), Numbers(ODD, 11, 13), Numbers(ALL, 15, 31)]),
        (Numbers(ALL, 1, 31), []),
    ],
)
def test_a_street_from_1_to_31_without_a_part_of_it(part: Numbers, rest: list[Numbers]):
    assert rest_of(Numbers(ALL, 1, 31), part) == rest
