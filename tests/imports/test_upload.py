"""The way of a file to the server: how it is answered, and what is too large to be kept."""

import io
import tracemalloc
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from registry.accounts.models import User
from registry.models import Batch

from .conftest import Desk
from .workbooks import workbook

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]
MEGABYTE = 2**20
BEGIN = (
    b'--edge\r\nContent-Disposition: form-data; name="region"\r\n\r\n433124000000\r\n'
    b'--edge\r\nContent-Disposition: form-data; name="kind"\r\n\r\nhouseholds\r\n'
    b'--edge\r\nContent-Disposition: form-data; name="file"; filename="big.xlsx"\r\n'
    b"Content-Type: application/octet-stream\r\n\r\n"
)
END = b"\r\n--edge--\r\n"


class LongFile(io.RawIOBase):
    """A request with a file of so many bytes, none of which is there before it is read."""

    def __init__(self, size: int) -> None:
        self.parts = [BEGIN, *[bytes(MEGABYTE)] * (size // MEGABYTE), END]
        self.length = sum(map(len, self.parts))
        self.rest = memoryview(b"")

    def read(self, size: int = -1) -> bytes:
        """As much as there is of the part in hand."""
        if not self.rest and self.parts:
            self.rest = memoryview(self.parts.pop(0))
        taken, self.rest = self.rest[:size], self.rest[size:]
        return bytes(taken)


def test_a_file_of_200_megabytes_is_answered_with_its_size_and_kept_nowhere(desk: Desk, signed_in_as: Browser) -> None:
    client, body = signed_in_as(desk.clerk), LongFile(200 * MEGABYTE)
    client.get("/import/")  # what is loaded once
    tracemalloc.start()
    answer = client.request(
        **{
            "REQUEST_METHOD": "POST",
            "PATH_INFO": "/import/upload/",
            "CONTENT_TYPE": "multipart/form-data; boundary=edge",
            "CONTENT_LENGTH": str(body.length),
            "wsgi.input": body,
        }
    )
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert answer.status_code == 400
    assert "文件有 200 MB，超过上限 50 MB，请拆成几个文件" in answer.content.decode()
    assert peak < 10 * MEGABYTE
    assert not Batch.objects.exists()


def test_the_limits_are_said_before_the_upload(desk: Desk, signed_in_as: Browser) -> None:
    page = signed_in_as(desk.clerk).get("/import/").content.decode()
    assert "不超过 50 MB" in page
    assert 'data-most="52428800"' in page


def test_whoever_shows_how_far_it_has_come_is_told_where_to_go(desk: Desk, signed_in_as: Browser) -> None:
    file = SimpleUploadedFile("户.xlsx", workbook())
    values = {"kind": "households", "region": "433124000000", "file": file}
    answer = signed_in_as(desk.clerk).post("/import/upload/", values, headers={"HX-Request": "true"})
    assert answer["HX-Redirect"] == f"/import/{Batch.objects.get().pk}/"
