"""Which format a file has, decided by its content and never by its name."""

import io
import re
import zipfile
from typing import Literal

from centralita.studio.knowledge.parsing.errors import (
    DocumentBroken,
    DocumentEmpty,
    DocumentEncrypted,
    DocumentTypeUnsupported,
)
from centralita.studio.knowledge.parsing.table import delimiter_of

Format = Literal["pdf", "docx", "md", "txt", "html", "csv"]
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_MARKDOWN = re.compile(r"^(#{1,6} \S|[-*+] \S|\|.+\||```|> \S)", re.MULTILINE)
_HEADING = re.compile(r"^#{1,6} \S", re.MULTILINE)
_WEB = re.compile(r"\s*(<!doctype html|<html\b)", re.IGNORECASE)
_PROLOGUE = re.compile(r"\s*<\?xml[^>]{0,200}>")
_MARKUP = re.compile(r"^\s*(<\?xml|<svg|\{\\rtf)", re.IGNORECASE)
# How much of a text is looked at.
_SAMPLE = 100_000


def format_of(content: bytes) -> Format:
    """The format of a whole file. Raises DocumentTypeUnsupported, DocumentEncrypted, DocumentBroken, DocumentEmpty."""
    if not content.strip():
        raise DocumentEmpty
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if content.startswith(b"PK\x03\x04"):
        return _zipped(content)
    if content.startswith(_OLE):
        # A DOCX with a password is wrapped into the old container.
        raise DocumentEncrypted if _ENCRYPTED_PACKAGE in content else DocumentTypeUnsupported
    text = decoded(content)
    if _is_web_page(text[:5_000]):
        return "html"
    if _MARKUP.match(text[:1_000]):
        raise DocumentTypeUnsupported
    if delimiter_of(text) is not None:
        return "csv"
    sample = text[:_SAMPLE]
    return "md" if _HEADING.search(sample) or len(_MARKDOWN.findall(sample)) >= 3 else "txt"


def _is_web_page(begin: str) -> bool:
    prologue = _PROLOGUE.match(begin)
    begin = begin[prologue.end() :] if prologue else begin
    while begin.lstrip().startswith("<!--") and "-->" in begin:
        begin = begin.partition("-->")[2]
    return _WEB.match(begin) is not None


def _zipped(content: bytes) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise DocumentBroken from None
    if "word/document.xml" in names:
        return "docx"
    raise DocumentTypeUnsupported


def decoded(content: bytes) -> str:
    """Text in UTF-8, UTF-16, or Windows-1252. Raises DocumentTypeUnsupported for what is no text."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return content.decode("utf-16").replace("\x00", "")
        except UnicodeDecodeError:
            raise DocumentTypeUnsupported from None
    if b"\x00" in content[:_SAMPLE]:
        return _unmarked(content)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    sample = text[:_SAMPLE]
    strange = sum(
        1 for character in sample if character < " " and character not in "\t\n\r\f"
    ) + sample.count("\ufffd")
    if strange > len(sample) * 0.02:
        raise DocumentTypeUnsupported
    return text.replace("\x00", "")


def _unmarked(content: bytes) -> str:
    """Text in UTF-16 without its mark, as some programs write it: of letters of ours every other byte is nothing."""
    sample = content[:_SAMPLE]
    half = len(sample) / 2
    for encoding, first in (("utf-16-le", 1), ("utf-16-be", 0)):
        if sample[first::2].count(0) > half * 0.8 and sample[1 - first :: 2].count(0) == 0:
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                break
    raise DocumentTypeUnsupported
