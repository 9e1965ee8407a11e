from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import models

from registry.regions.choices import Level, RegionKind
from registry.regions.models import Region
from registry.regions.queries import MOST, children, find_regions, predecessors, region_by_code
from registry.regions.spans import span_of
from tests.factories import Tree

Assert = Callable[..., Any]
PARENTLESS = {"level": Level.TOWNSHIP, "valid_from": date(2023, 6, 30)}


def names(found: models.QuerySet[Region]) -> list[str]:
    return [region.name for region in found]


@pytest.mark.parametrize("text", ["花垣", "花垣县", "hyx", "HYX", "433124"])
def test_a_county_is_found_first_by_name_initials_or_code(tree: Tree, text: str) -> None:
    assert find_regions(text)[0] == tree.county


def test_an_exact_name_comes_before_a_higher_level(tree: Tree) -> None:
    Region.objects.filter(pk=tree.village.pk).update(name="花垣")
    assert names(find_regions("花垣")) == ["花垣", "花垣县", "花垣镇"]


def test_only_the_wanted_level_is_found(tree: Tree) -> None:
    assert names(find_regions("花垣", level=Level.TOWNSHIP)) == ["花垣镇"]


def test_nothing_outside_the_given_spans_is_found(tree: Tree) -> None:
    assert find_regions("邻一村").count() == 1
    assert find_regions("邻一村", inside=[span_of("433124")]).count() == 0
    assert find_regions("邻一村", inside=[]).count() == 0


def test_ended_and_pseudo_divisions_are_not_found(tree: Tree) -> None:
    Region.objects.filter(pk=tree.county.pk).update(valid_to=date(2020, 1, 1))
    Region.objects.filter(pk=tree.township.pk).update(kind=RegionKind.PSEUDO)
    assert names(find_regions("花垣")) == []


@pytest.mark.parametrize("text", ["", "   ", "9" * 40, "%", "没有"])
def test_odd_words_find_nothing(tree: Tree, text: str) -> None:
    assert names(find_regions(text)) == []


def test_at_most_twenty_are_found_in_one_query(tree: Tree, django_assert_num_queries: Assert) -> None:
    for number in range(30):
        Region.objects.create(
            code=number, last=number, name=f"新村{number}", shown_name="", initials="xc", **PARENTLESS
        )
    with django_assert_num_queries(1):
        assert len(find_regions("新村")) == MOST


def test_children_are_found_at_any_depth_by_code(tree: Tree) -> None:
    assert names(children(tree.county, Level.TOWNSHIP)) == ["花垣镇", "双龙镇"]
    assert names(children(tree.township, Level.VILLAGE)) == ["城北村", "城南村", "城东村"]


def test_a_code_shared_by_two_levels_is_told_apart(tree: Tree) -> None:
    span = {"code": 441900000000, "last": 441999999999, "shown_name": "", "initials": "dgs", "name": "东莞市"}
    upper, lower = (Region.objects.create(level=level, **span) for level in (Level.PREFECTURE, Level.COUNTY))
    assert (region_by_code("4419"), region_by_code("441900")) == (upper, lower)
    assert region_by_code("4419", Level.COUNTY) == lower


def test_predecessors_are_followed_over_generations(tree: Tree) -> None:
    older, old = tree["433124101201"], tree["433124101202"]
    Region.objects.filter(pk=older.pk).update(successor=old)
    Region.objects.filter(pk=old.pk).update(successor=tree.village)
    assert predecessors(tree.village) == [old, older]
    assert predecessors(older) == []
