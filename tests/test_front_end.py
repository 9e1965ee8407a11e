"""The browser side: nothing inline (the CSP would drop it), nothing newer than Chromium 88, light pages."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

BASE_DIR = Path(settings.BASE_DIR)
TEMPLATES = sorted((BASE_DIR / "templates").rglob("*.html"))
STYLE_SHEETS = sorted((BASE_DIR / "static" / "css").glob("*.css"))

INLINE = re.compile(r"""\sstyle=|\son[a-z]+=|\shx-on|<style|<script(?![^>]*\ssrc=)|javascript:""")
# First in Chromium: overflow clip 90, @layer 99, :has @container 105, dvh 108, color-mix 111, nesting 112, @scope 118.
TOO_NEW = re.compile(
    r":has\(|@container|color-mix\(|^\s*&|\d[dsl]v[hw]\b|overflow[a-z-]*: clip|@layer|@scope", re.MULTILINE
)
MOST_BYTES = 200_000


def named(path: Path) -> str:
    return str(path.relative_to(BASE_DIR))


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_a_template_holds_no_inline_style_or_script(template: Path) -> None:
    assert INLINE.findall(template.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("sheet", STYLE_SHEETS, ids=named)
def test_a_style_sheet_needs_no_browser_newer_than_chromium_88(sheet: Path) -> None:
    assert TOO_NEW.findall(sheet.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("sheet", STYLE_SHEETS, ids=named)
def test_every_style_sheet_is_linked(sheet: Path) -> None:
    assert any(f"css/{sheet.name}" in path.read_text(encoding="utf-8") for path in TEMPLATES)


def test_a_page_without_charts_weighs_less_than_200_kb() -> None:
    assets = re.findall(r'(?:href|src)="/static/([^"]+)"', render_to_string("document.html"))
    found = [finders.find(asset) for asset in assets]
    assert all(found), list(zip(assets, found, strict=True))
    weights = {
        asset: len(gzip.compress(Path(str(path)).read_bytes())) for asset, path in zip(assets, found, strict=True)
    }
    assert sum(weights.values()) < MOST_BYTES, weights
