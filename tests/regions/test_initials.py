import pytest

from registry.regions.initials import initials_of


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("花垣县", "hyx"),
        ("十八洞村", "sbdc"),
        ("重庆市", "cqs"),
        ("长沙市", "css"),
        ("长子县", "zzx"),
        ("六安市", "las"),
        ("厦门市", "xms"),
        ("西藏自治区", "xzzzq"),
        ("乐清市", "yqs"),
        ("乐山市", "lss"),
        ("闵行区", "mhq"),
        ("番禺区", "pyq"),
    ],
)
def test_initials_are_read_as_people_call_the_place(name: str, expected: str) -> None:
    assert initials_of([name]) == [expected]


def test_digits_and_latin_letters_stay_and_signs_fall_away() -> None:
    assert initials_of(["第28团（A区）", "０５居委会"]) == ["d28taq", "05jwh"]


def test_each_name_keeps_its_place() -> None:
    assert initials_of(["东城区", "", "西城区"]) == ["dcq", "", "xcq"]
