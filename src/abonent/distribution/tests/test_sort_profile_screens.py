"""A house composes its sort profile on screen, sees the first lines as they would be written, and says how editions are handed over."""

from __future__ import annotations

import pytest
from django.urls import reverse

from abonent.access.models import StaffUser
from abonent.distribution.frozen_testing import a_reader, freeze, the_issue
from abonent.distribution.models import HandOver, SortProfile
from abonent.distribution.rules.sort_profile import PICK_UP, READY, SE, profile_of
from abonent.distribution.sort_profile_forms import initial_of
from abonent.distribution.tests.test_night import as_role, words
from abonent.kit.periods import day
from abonent.runs.models import Act
from abonent.runs.operations import undo_act

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_evening_before", "files_elsewhere")]

TODAY = day("2026-07-09")


@pytest.fixture
def circulation(client, entity):
    return as_role(client, "circulation", entity)


def typed(**other: object) -> dict[str, object]:
    """The Swedish profile as its form sends it."""
    said = {name: value for name, value in initial_of(READY[SE]).items() if value is not False}
    return {**said, "name_en": "Press", **other}


def test_a_profile_is_composed_and_comes_back_as_it_was_typed(circulation, entity):
    answer = circulation.post(reverse("distribution:new_sort_profile"), typed(entity=entity.pk))
    assert answer.status_code == 302, words(answer)
    row = SortProfile.objects.get()
    assert profile_of(row.definition) == READY[SE]
    circulation.post(reverse("distribution:sort_profile", args=[row.pk]), typed(encoding="CP437", most_copies="25"))
    row.refresh_from_db()
    assert (profile_of(row.definition).layout.encoding, profile_of(row.definition).most_copies) == ("cp437", 25)
    undo_act(act=Act.objects.filter(verb="compose_sort_profile").latest("pk"), actor=None, today=TODAY)
    row.refresh_from_db()
    assert profile_of(row.definition) == READY[SE]
    undo_act(act=Act.objects.filter(verb="compose_sort_profile").earliest("pk"), actor=None, today=TODAY)
    row.refresh_from_db()
    assert row.retired


def test_the_preview_is_of_real_copies_and_says_what_cannot_be_written(circulation, paper, entity):
    new = reverse("distribution:new_sort_profile")
    assert "made up" in words(circulation.get(new))
    a_reader(paper, "Kungsholmsgatan 12", family_name="Żak")
    freeze(the_issue(paper[0], "2026-07-10"))
    preview = {"headers": {"HX-Request": "true", "HX-Target": "preview"}}
    shown = words(circulation.post(new, typed(entity=entity.pk, width_8="15"), **preview))
    assert "Anna Zak" in shown
    assert "Kungsholmsg. 12" in shown
    assert "Line 1, column 18, Receiver: Ż (U+017B) cannot stand there." in shown
    assert "There is no encoding klingon" in words(circulation.post(new, typed(encoding="klingon"), **preview))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"shortenings": "gatan"}, "Line 1: write it as gatan = g."),
        ({"width_6": "0"}, "Say how wide column 6 is."),
        ({"key_2": "country"}, "Each of them once is enough."),
        ({"replacement": "→"}, "U+2192 cannot be written in latin-1. Choose another character."),
        ({"fill_6": "·", "encoding": "ascii"}, "U+00B7 cannot be written in ascii. Choose another character."),
        ({f"field_{place}": "" for place in range(1, 12)}, "The file needs at least one column."),
    ],
)
def test_what_cannot_be_is_said_at_its_field(circulation, entity, wrong, said):
    answer = circulation.post(reverse("distribution:new_sort_profile"), typed(entity=entity.pk, **wrong))
    assert answer.status_code == 422
    assert said in words(answer)


def test_an_edition_is_handed_over_as_the_house_says(circulation, paper, entity):
    circulation.post(reverse("distribution:new_sort_profile"), typed(entity=entity.pk))
    edition = the_issue(paper[0], "2026-07-10").edition
    address = reverse("distribution:hand_over", args=[edition.pk, "post"])
    said = {"profile": SortProfile.objects.get().pk, "by_itself": "on", "spare_percent": "1,5", "least_spares": "10", "pages": "48"}
    assert circulation.post(address, said).status_code == 302
    row = HandOver.objects.get()
    assert (row.profile, str(row.spare_percent), row.by_itself, row.pages) == (SortProfile.objects.get(), "1.5", True, 48)
    page = words(circulation.get(reverse("distribution:sort_profiles")))
    assert "by itself" in page and "Press" in page
    assert "It is so already" in words(circulation.post(address, said))
    a_reader(paper, "Storgatan 1")
    [frozen] = freeze(the_issue(paper[0], "2026-07-10"))
    # One copy and ten spares fill a bundle of fifty.
    assert ">50<" in words(circulation.get(frozen.url))
    undo_act(act=Act.objects.get(verb="hand_over_copies"), actor=StaffUser.objects.get(username="circulation"), today=TODAY)
    row.refresh_from_db()
    assert (row.profile, row.by_itself) == (None, False)


def test_who_fetches_his_copies_is_found_by_his_name(circulation, paper, entity):
    for family_name, street_line in (("Östman", "Storgatan 1"), ("Ask", "Storgatan 9")):
        a_reader(paper, street_line, family_name=family_name, way="pick_up")
    freeze(the_issue(paper[0], "2026-07-10"), "pick_up")
    pick_up = initial_of(READY[PICK_UP])
    circulation.post(reverse("distribution:new_sort_profile"), {**pick_up, "header": "on", "name_en": "Counter", "entity": entity.pk})
    shown = words(circulation.get(reverse("distribution:new_sort_profile"), {"like": PICK_UP}))
    assert shown.index("1;Anna Ask;;1;") < shown.index("2;Anna Östman;;1;")
    assert "Begin another with" in words(circulation.get(reverse("distribution:sort_profiles")))


def test_whoever_only_looks_composes_nothing(client, entity):
    clerk = as_role(client, "clerk", entity)
    assert clerk.get(reverse("distribution:sort_profiles")).status_code == 200
    assert clerk.get(reverse("distribution:new_sort_profile")).status_code == 403
