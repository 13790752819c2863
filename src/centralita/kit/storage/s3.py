"""Files in a bucket of Amazon S3, or of whatever speaks its language: MinIO, Ceph, Cloudflare R2, Google Cloud.

Keys to it come from where boto3 looks for them: the environment, a shared file, the machine's own role.
"""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, Final, Self, cast
from urllib.parse import parse_qs, urlsplit

from centralita.kit.errors import NotFound
from centralita.kit.storage.files import Measure, Stat, StorageAway, Stored, checked

_PIECE: Final = 1024 * 1024
# Up to here a file passes through memory, beyond through a temporary file.
_IN_MEMORY: Final = 8 * _PIECE
_PART: Final = 16 * _PIECE
_MISSING: Final = frozenset({"404", "NoSuchKey", "NotFound"})
_CONNECT_SECONDS: Final = 5
_READ_SECONDS: Final = 30


@dataclass(frozen=True, slots=True)
class Bucket:
    """Where files are kept: `prefix` is put before each key; `endpoint` is '' at Amazon's own."""

    name: str
    prefix: str = ""
    endpoint: str = ""
    region: str = ""

    @classmethod
    def read(cls, address: str) -> Self:
        """From `s3://bucket/prefix?endpoint=https://…&region=…`. Raises ValueError."""
        parts = urlsplit(address)
        asked = parse_qs(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
        unknown = set(asked) - {"endpoint", "region"}
        endpoint = asked.get("endpoint", [""])[-1]
        wrong_endpoint = bool(endpoint) and urlsplit(endpoint).scheme not in {"http", "https"}
        if parts.scheme != "s3" or not parts.hostname or parts.username or unknown or wrong_endpoint:
            raise ValueError("no address of a bucket")
        return cls(parts.hostname, parts.path.strip("/"), endpoint, asked.get("region", [""])[-1])


class S3Storage:
    """Files of one bucket, below one prefix. Threads may share it."""

    def __init__(self, bucket: Bucket) -> None:
        self._bucket = bucket
        self._made: Any = None
        self._making = threading.Lock()

    def put(self, key: str, chunks: Iterable[bytes], *, limit: int | None = None) -> Stored:
        name = self._name(key)
        measured = Measure(limit)
        # What breaks on its way here never gets there; what breaks on its way there is not seen by anybody.
        with SpooledTemporaryFile(max_size=_IN_MEMORY) as file:
            for chunk in chunks:
                measured.add(chunk)
                file.write(chunk)
            file.seek(0)
            with _told(key):
                self._client.upload_fileobj(file, self._bucket.name, name, Config=_transfer())
        return measured.stored(key)

    def get(self, key: str) -> BinaryIO:
        with _told(key):
            found = self._client.get_object(Bucket=self._bucket.name, Key=self._name(key))
            file = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - the caller closes it
            try:
                for piece in found["Body"].iter_chunks(_PIECE):
                    file.write(piece)
            except BaseException:
                file.close()
                raise
        file.seek(0)
        return cast("BinaryIO", file)

    def stat(self, key: str) -> Stat:
        with _told(key):
            found = self._client.head_object(Bucket=self._bucket.name, Key=self._name(key))
        return Stat(key, found["ContentLength"], found["LastModified"])

    def files_in(self, folder: str) -> Iterator[Stat]:
        prefix = f"{self._bucket.prefix}/" if self._bucket.prefix else ""
        for found in self._listed(folder):
            yield Stat(found["Key"].removeprefix(prefix), found["Size"], found["LastModified"])

    def delete(self, key: str) -> None:
        with _told(key):
            self._client.delete_object(Bucket=self._bucket.name, Key=self._name(key))

    def delete_folder(self, folder: str) -> None:
        # One by one: not everybody who speaks S3 knows how to delete many at once.
        for found in self._listed(folder):
            with _told(folder):
                self._client.delete_object(Bucket=self._bucket.name, Key=found["Key"])

    def _listed(self, folder: str) -> Iterator[dict[str, Any]]:
        """What the bucket says of each file in a folder, a page at a time."""
        inside = f"{self._name(folder)}/"
        with _told(folder):
            pages = iter(
                self._client.get_paginator("list_objects_v2").paginate(
                    Bucket=self._bucket.name, Prefix=inside
                )
            )
        while True:
            with _told(folder):
                page = next(pages, None)
            if page is None:
                return
            yield from page.get("Contents", ())

    def _name(self, key: str) -> str:
        prefix = self._bucket.prefix
        return f"{prefix}/{checked(key)}" if prefix else checked(key)

    @property
    def _client(self) -> Any:
        with self._making:
            if self._made is None:
                self._made = _client(self._bucket)
            return self._made


def _client(bucket: Bucket) -> Any:
    # Heavy, and wanted only where files are kept in a bucket.
    import boto3
    from botocore.config import Config

    return boto3.session.Session().client(
        "s3",
        endpoint_url=bucket.endpoint or None,
        region_name=bucket.region or None,
        config=Config(
            connect_timeout=_CONNECT_SECONDS,
            read_timeout=_READ_SECONDS,
            retries={"mode": "standard", "max_attempts": 3},
            # Behind an address of one's own there is seldom a name for each bucket.
            s3={"addressing_style": "path" if bucket.endpoint else "auto"},
            # Newer checksums are Amazon's alone.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        ),
    )


def _transfer() -> Any:
    from boto3.s3.transfer import TransferConfig

    return TransferConfig(multipart_threshold=_PART, multipart_chunksize=_PART, use_threads=False)


@contextmanager
def _told(key: str) -> Iterator[None]:
    """What boto3 raises, in our words."""
    from boto3.exceptions import Boto3Error
    from botocore.exceptions import (
        BotoCoreError,
        ClientError,
        HTTPClientError,
    )

    try:
        yield
    except ClientError as error:
        if error.response.get("Error", {}).get("Code") in _MISSING:
            raise NotFound(key=key) from None
        raise StorageAway from error
    except (Boto3Error, BotoCoreError, HTTPClientError) as error:
        raise StorageAway from error
