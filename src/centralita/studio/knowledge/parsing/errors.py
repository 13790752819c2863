"""What may be wrong with a document. Each is kept on the document by its code, and told to whoever uploaded it."""

from centralita.kit.errors import AppError, Category


class DocumentError(AppError):
    """Base of what makes a document unreadable."""

    code = "document_broken"
    category = Category.INVALID


class DocumentTypeUnsupported(DocumentError):
    """Not a PDF, DOCX, text, Markdown, HTML or CSV file, whatever its name says."""

    code = "document_type_unsupported"
    category = Category.UNSUPPORTED


class DocumentEncrypted(DocumentError):
    """Protected by a password."""

    code = "document_encrypted"


class DocumentBroken(DocumentError):
    """Damaged: it cannot be read to its end."""

    code = "document_broken"


class DocumentEmpty(DocumentError):
    """There is no text in it: empty, or only pictures of text."""

    code = "document_empty"


class DocumentTooMuch(DocumentError):
    """It unpacks to more than can be read: pages, text or memory."""

    code = "document_too_much"


class DocumentTimedOut(DocumentError):
    """Reading it took too long."""

    code = "document_timed_out"


BY_CODE: dict[str, type[DocumentError]] = {
    error.code: error
    for error in (
        DocumentTypeUnsupported,
        DocumentEncrypted,
        DocumentBroken,
        DocumentEmpty,
        DocumentTooMuch,
        DocumentTimedOut,
    )
}
