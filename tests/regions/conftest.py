"""A small edition of the divisions, as the package writes them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from registry.regions.divisions import EDITIONS, FILES

# 北京 has a pseudo-prefecture; 东莞 is prefecture and county under one padded code; the township of 金门 as well.
DIVISIONS = {
    "11": "北京市",
    "1101": "市辖区",
    "110101": "东城区",
    "110101001": "东华门街道",
    "110101001001": "多福巷社区居委会",
    "43": "湖南省",
    "4331": "湘西土家族苗族自治州",
    "433124": "花垣县",
    "433124110": "双龙镇",
    "433124110226": "十八洞村",
    "44": "广东省",
    "4419": "东莞市",
    "441900": "东莞市",
    "441900003": "东城街道",
    "441900003001": "岗贝社区居委会",
    "35": "福建省",
    "3505": "泉州市",
    "350527": "金门县",
    "350527000": "金门县",
    "350527000000": "金门县",
}
ZONES = "code,name,zone,valid_from,valid_to,source\n43,湖南省,central,2012-03-19,,名单\n"
LISTS = "list,flag,valid_from,valid_to,source\na,area,2012-06-14,,片区名单\nk,key,2012-03-19,2020-11-23,重点县名单\n"
KINDS = "code,name,list,destitute_area\n433124,花垣县,a,3\n433124,花垣县,k,\n"

Write = Callable[..., Path]


@pytest.fixture
def write_edition(tmp_path: Path) -> Write:
    """Writes `DIVISIONS`, changed by what is given (None leaves one out), as the edition of `version`."""

    def write(version: str = next(iter(EDITIONS)), **changes: str | None) -> Path:
        folder = tmp_path / version
        (folder / "dist").mkdir(parents=True)
        (folder / "package.json").write_text(json.dumps({"version": version}))
        changed = DIVISIONS | {code.removeprefix("c"): name for code, name in changes.items()}
        for level, file in FILES.items():
            lines = [f'{code},"{name}"' for code, name in changed.items() if name and len(code) == level.digits]
            (folder / "dist" / file).write_text("\n".join(["code,name", *lines, ""]), encoding="utf-8")
        return folder

    return write


@pytest.fixture
def designations(tmp_path: Path) -> Path:
    """A folder with a zone, and a county on two lists."""
    folder = tmp_path / "data"
    folder.mkdir()
    for name, text in (("province_zones", ZONES), ("county_lists", LISTS), ("county_kinds", KINDS)):
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder
