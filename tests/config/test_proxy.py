"""Whose address counts."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from pytest_django.fixtures import Settings

from config.proxy import ClientAddressMiddleware


@pytest.mark.parametrize(("behind_proxy", "address"), [(True, "198.51.100.7"), (False, "127.0.0.1")])
def test_the_last_forwarded_address_counts_only_behind_a_proxy(
    behind_proxy: bool, address: str, settings: Settings
) -> None:
    settings.BEHIND_PROXY = behind_proxy
    request = RequestFactory().get("/", headers={"x-forwarded-for": "203.0.113.1, 198.51.100.7"})
    ClientAddressMiddleware(lambda _: HttpResponse())(request)
    assert request.META["REMOTE_ADDR"] == address
