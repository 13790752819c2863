"""Files that visitors send: kept apart, never shown as pages, always given back as downloads."""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import quote
from uuid import UUID

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from centralita.kit.errors import AppError, Category, Invalid, NotFound, TooLarge
from centralita.kit.ids import from_text, new_id, to_text
from centralita.kit.storage import Storage
from centralita.live.database import Pool, tenant
from centralita.live.http import read_bytes
from centralita.live.identities import Visitor
from centralita.live.wire import AttachmentOut

LARGEST_FILE: Final = 10 * 1024 * 1024
_MOST_OF_CONVERSATION: Final = 20
# What may be sent, by its first bytes; a name or a declared type proves nothing.
_SIGNATURES: Final[tuple[tuple[bytes, str], ...]] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
)
_OFFICE: Final = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_FILE_NAME: Final = re.compile(rb'filename="((?:[^"\\]|\\.)*)"')


class FileTypeRefused(AppError):
    """Only images, PDF, Word, Excel and plain text are taken."""

    code = "file_type_refused"
    category = Category.UNSUPPORTED


class FileMissing(Invalid):
    """The form has no file in it."""

    code = "file_missing"


@dataclass(frozen=True, slots=True)
class Uploads:
    """Takes and gives the files of conversations."""

    pool: Pool
    storage: Storage

    async def take(self, visitor: Visitor, request: Request) -> AttachmentOut:
        """Keep the file of a multipart form. Raises TooLarge, FileTypeRefused, FileMissing, NotFound."""
        form = await _form(request)
        content, name = form
        if not content:
            raise FileMissing(field="file")
        kind = media_type(content, name)
        identifier = new_id()
        key = f"attachments/{visitor.organization_id.hex}/{identifier.hex}"
        async with tenant(self.pool, visitor.organization_id) as connection:
            count = await connection.fetchval(
                "SELECT (SELECT count(*) FROM attachment WHERE organization_id=$1 AND conversation_id=$2)"
                " FROM conversation WHERE organization_id=$1 AND id=$2",
                visitor.organization_id,
                visitor.conversation_id,
            )
        if count is None:
            raise NotFound(kind="conversation")
        if count >= _MOST_OF_CONVERSATION:
            raise TooLarge(limit=f"{_MOST_OF_CONVERSATION} files")
        # Bytes first: a row without its file would be a promise that cannot be kept.
        await run_in_threadpool(self.storage.put, key, [content])
        async with tenant(self.pool, visitor.organization_id) as connection:
            await connection.execute(
                "INSERT INTO attachment (id, organization_id, conversation_id, name, type, size, storage_key,"
                " created_at) VALUES ($1,$2,$3,$4,$5,$6,$7,now())",
                identifier,
                visitor.organization_id,
                visitor.conversation_id,
                name,
                kind,
                len(content),
                key,
            )
        return AttachmentOut(to_text("att", identifier), name, len(content), kind)

    async def give(self, visitor: Visitor, file: str) -> Response:
        """The bytes of a file of the visitor's own conversation."""
        return await self.fetch(visitor.organization_id, visitor.conversation_id, file)

    async def fetch(self, organization_id: UUID, conversation_id: UUID, file: str) -> Response:
        """The bytes of a file, as a download that no browser runs."""
        async with tenant(self.pool, organization_id) as connection:
            row = await connection.fetchrow(
                "SELECT name, type, storage_key FROM attachment"
                " WHERE organization_id=$1 AND conversation_id=$2 AND id=$3",
                organization_id,
                conversation_id,
                from_text("att", file),
            )
        if row is None:
            raise NotFound(kind="attachment")
        content = await run_in_threadpool(self._read, row["storage_key"])
        return Response(
            content,
            media_type=row["type"],
            headers={
                "content-disposition": f"attachment; filename*=UTF-8''{quote(row['name'])}",
                "x-content-type-options": "nosniff",
                "content-security-policy": "sandbox; default-src 'none'",
                "cache-control": "private, max-age=3600",
            },
        )

    def _read(self, key: str) -> bytes:
        with self.storage.get(key) as file:
            return file.read()


def media_type(content: bytes, name: str) -> str:
    """What the bytes are. Raises FileTypeRefused."""
    for signature, kind in _SIGNATURES:
        if content.startswith(signature):
            return kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    suffix = PurePosixPath(name.lower()).suffix
    if content.startswith(b"PK\x03\x04") and suffix in _OFFICE:
        return _OFFICE[suffix]
    if suffix in {".txt", ".md", ".csv"}:
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError:
            raise FileTypeRefused from None
        if "\0" not in text:
            return "text/plain"
    raise FileTypeRefused


async def _form(request: Request) -> tuple[bytes, str]:
    """The one file of a multipart form and its name, read with a limit before anything is parsed."""
    from python_multipart.multipart import MultipartParser, parse_options_header

    kind, options = parse_options_header(request.headers.get("content-type", ""))
    boundary = options.get(b"boundary")
    if kind != b"multipart/form-data" or not boundary:
        raise FileMissing(field="file")
    try:
        body = await read_bytes(request, LARGEST_FILE + 64 * 1024)
    except TooLarge:
        raise TooLarge(field="file", limit="10 MB") from None
    parts: list[tuple[bytearray, bytearray]] = []
    callbacks = {
        "on_part_begin": lambda: parts.append((bytearray(), bytearray())),
        "on_header_value": lambda data, start, end: parts[-1][0].extend(data[start:end] + b"\n"),
        "on_part_data": lambda data, start, end: parts[-1][1].extend(data[start:end]),
    }
    parser = MultipartParser(boundary, callbacks)  # type: ignore[arg-type]  # its own typed dict of callbacks
    try:
        parser.write(body)
        parser.finalize()
    except ValueError:
        raise FileMissing(field="file") from None
    for headers, content in parts:
        found = _FILE_NAME.search(bytes(headers))
        if found:
            if len(content) > LARGEST_FILE:
                raise TooLarge(field="file", limit="10 MB")
            return bytes(content), clean_name(found[1].decode("utf-8", "replace"))
    raise FileMissing(field="file")


def clean_name(name: str) -> str:
    """The last part of a path, without control characters, at most 200 characters."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(letter for letter in last if letter.isprintable()).strip(". ")
    return kept[-200:] or "file"
