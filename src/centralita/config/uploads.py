"""Uploads of the control plane: refused by their announced size before a byte of them is kept."""

from collections.abc import Mapping
from typing import IO, Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from centralita.kit.errors import TooLarge

MEGABYTES = 50
# The form around a file needs some room too.
_FORM = 256 * 1024


class LimitedUpload(FileUploadHandler):
    """Stands before Django's own handlers. Raises TooLarge."""

    def handle_raw_input(
        self,
        input_data: IO[bytes],
        META: Mapping[str, Any],  # noqa: N803 - the framework's name
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        if content_length > MEGABYTES * 1024 * 1024 + _FORM:
            raise TooLarge(field="file", limit=f"{MEGABYTES} MB")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> "UploadedFile[bytes] | None":
        return None
