"""Sortable heads, the pager and the query form keep each other's part of the address."""

from django import forms
from django.core.paginator import Paginator
from django.template import RequestContext, Template
from django.test import RequestFactory


def rendered(text: str, address: str = "/list", **context: object) -> str:
    """A template's output at an address."""
    request = RequestFactory().get(address)
    return Template("{% load lists %}" + text).render(RequestContext(request, context))


class Conditions(forms.Form):
    status = forms.CharField(required=False)
    cause = forms.CharField(required=False)


COLUMN = '{% column "人口" sort="size" numeric=True %}'
PAGES = Paginator(range(100), 10)


def test_a_sortable_head_keeps_the_query_and_goes_back_to_page_one() -> None:
    assert 'href="?status=poor&amp;sort=size"' in rendered(COLUMN, "/list?status=poor&page=3")


def test_a_sorted_head_says_so_and_turns_round() -> None:
    head = rendered(COLUMN, "/list?sort=size")
    assert 'aria-sort="ascending"' in head
    assert 'href="?sort=-size"' in head
    assert 'aria-sort="descending"' in rendered(COLUMN, "/list?sort=-size")


def test_a_plain_head_is_no_link() -> None:
    assert "<a" not in rendered('{% column "村" %}', "/list?sort=")


def test_the_pager_keeps_the_query() -> None:
    pager = rendered("{% pager page %}", "/list?status=poor&page=2", page=PAGES.page(2))
    assert 'href="?status=poor&amp;page=3"' in pager
    assert '<input type="hidden" name="status" value="poor">' in pager
    assert 'name="page" value="2"' not in pager


def test_the_pager_shows_the_total_alone_when_there_is_one_page() -> None:
    pager = rendered("{% pager page %}", page=Paginator(range(3), 10).page(1))
    assert "共 3 条" in pager
    assert "<nav" not in pager


def test_further_conditions_are_folded_until_one_is_in_use() -> None:
    form = "{% filter_bar form shown=1 %}"
    assert " data-open" not in rendered(form, form=Conditions({"status": "poor"}))
    assert " data-open" in rendered(form, form=Conditions({"cause": "illness"}))


def test_a_posted_query_form_carries_its_token() -> None:
    assert "csrfmiddlewaretoken" in rendered('{% filter_bar form method="post" %}', form=Conditions())
    assert "csrfmiddlewaretoken" not in rendered("{% filter_bar form %}", form=Conditions())


def test_a_table_names_itself_for_those_who_cannot_see_it() -> None:
    assert 'aria-label="农户"' in rendered('{% table "农户" %}<tbody></tbody>{% endtable %}')
