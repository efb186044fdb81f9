"""Components of the frame, as templates use them."""

from __future__ import annotations

import pytest
from django.http import HttpRequest
from django.template import Context, Template
from django_cotton.compiler_regex import CottonCompiler

from abonent.ui.menu import MenuItem
from abonent.ui.templatetags.frame import frame_links

SLY = """<b>O'Brien & "Sons"</b>"""
WRITTEN = "&lt;b&gt;O&#x27;Brien &amp; &quot;Sons&quot;&lt;/b&gt;"


def drawn(markup: str, **context: object) -> str:
    return Template(CottonCompiler().process(markup)).render(Context(context))


@pytest.mark.parametrize(
    "markup",
    [
        '<c-line label="{{ name }}" figure="1" />',
        '<c-line :label="name" figure="1" />',
        '<c-total label="x" value="{{ name }}" />',
        "<c-badge>{{ name }}</c-badge>",
        '<c-event when="x" icon="x" what="{{ name }}" />',
        '<c-button label="{{ name }}" icon="x" />',
        '<c-strip label="x" name="{{ name }}" />',
    ],
)
def test_a_name_is_written_as_it_is_once_and_never_as_markup(markup):
    html = drawn(markup, name=SLY)
    assert WRITTEN in html and "<b>O" not in html and "&amp;lt;" not in html


def test_a_button_that_is_off_says_so_and_leads_nowhere():
    html = drawn('<c-button href="/go/" off icon="lock">Post</c-button>')
    assert 'aria-disabled="true"' in html and "href" not in html.replace("use href", "")


def request_to(path: str) -> Context:
    request = HttpRequest()
    request.path = path
    return Context({"request": request})


def test_the_frame_marks_the_nearest_place_and_leaves_out_what_does_not_exist():
    places = [
        MenuItem(label="Gallery", url_name="ui:gallery", icon="star"),
        MenuItem(label="List", url_name="ui:gallery_list", icon="star"),
        MenuItem(label="Nowhere", url_name="no:such", icon="star"),
    ]
    links = frame_links(request_to("/ui/gallery/list/7/"), places)
    assert [(str(link.item.label), link.current) for link in links] == [("Gallery", False), ("List", True)]
