"""The gallery shows every component and can be opened by everybody who has signed in."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from registry.accounts.models import User
from registry.templatetags.components import _pill
from registry.views.gallery import SAMPLES

pytestmark = pytest.mark.django_db
COMPONENTS = Path(settings.BASE_DIR) / "templates" / "components"
# Parts of the frame and of other components, seen on every page.
WITHIN = {"top", "side_menu", "messages", "field_notes", "region_options", "region_picker"}


@pytest.fixture
def reader(client: Client) -> Client:
    """Somebody without any posting."""
    client.force_login(User.objects.create(username="reader", name="张晓"))
    return client


def test_every_sample_is_shown_with_its_source(reader: Client) -> None:
    page = reader.get(reverse("registry:gallery"))
    assert page.status_code == 200
    text = page.content.decode()
    for sample in SAMPLES:
        assert f'id="{sample.name}"' in text
    assert "{% pill status %}" in text


def test_every_component_has_a_sample(reader: Client) -> None:
    _pill.cache_clear()  # another test may have written them all
    page = reader.get(reverse("registry:gallery"))
    used = {template.name for template in page.templates}
    assert {f"components/{path.name}" for path in COMPONENTS.glob("*.html") if path.stem not in WITHIN} <= used


def test_every_sample_file_is_listed() -> None:
    files = {path.stem for path in (COMPONENTS.parent / "gallery").glob("*.html")}
    assert files == {sample.name for sample in SAMPLES}


def test_a_stranger_is_sent_to_the_log_in(client: Client) -> None:
    answer = client.get(reverse("registry:gallery"))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("accounts:login"))


def test_the_gallery_is_only_read(reader: Client) -> None:
    assert reader.post(reverse("registry:gallery")).status_code == 405
