"""Files that are too large are counted while they come in and kept nowhere: neither in memory nor on the disk."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopFutureHandlers

from registry.actions.batches import MOST_BYTES


class TooLarge(FileUploadHandler):
    """The first upload handler. A request beyond the limit gives files without content that know their size, so that
    the form can say how large is too large."""

    too_large = False

    def handle_raw_input(self, _input: Any, _meta: Any, content_length: int, *_others: Any) -> None:
        """What else is in the form is small beside the limit."""
        self.too_large = content_length > MOST_BYTES + self.chunk_size

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """No other handler begins to keep what will be thrown away."""
        super().new_file(*args, **kwargs)
        if self.too_large:
            raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Drop it, or hand it on."""
        return None if self.too_large else raw_data

    def file_complete(self, file_size: int) -> "UploadedFile[bytes] | None":
        """A file that is nothing but its name and size."""
        if not self.too_large:
            return None
        return UploadedFile(BytesIO(), name=self.file_name, content_type=self.content_type, size=file_size)
