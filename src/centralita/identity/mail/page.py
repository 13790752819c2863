"""A letter as a page, for mail programs that show one: the same words as the plain text, nothing fetched.

The markup is what mail programs of the last twenty years agree on: tables, styles at each element, no pictures.
"""

import re
from html import escape

_FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
_LINE = f"margin:0 0 16px;{_FONT};font-size:15px;line-height:23px;color:#1c1b19"
_CODE = (
    "margin:0 0 16px;padding:14px 16px;background:#f4f4f2;border-radius:8px;text-align:center;"
    "font-family:'SFMono-Regular',Consolas,'Liberation Mono',monospace;"
    "font-size:26px;line-height:32px;letter-spacing:4px;color:#1c1b19"
)
_LINK = "color:#0b7a75;word-break:break-all"
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")


def as_page(text: str, *, language: str, own: str) -> str:
    """The HTML of a letter's plain text.

    A paragraph that is indented is a code to be read off. Addresses become links when they begin with `own`, the
    installation's public address: what people typed into a name is never made into something to press.
    """
    body = "".join(_paragraph(part, own) for part in text.split("\n\n") if part.strip())
    return (
        f'<!doctype html><html lang="{escape(language)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light"></head>'
        '<body style="margin:0;padding:0;background:#fbfbfa">'
        '<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr>'
        '<td align="center" style="padding:32px 16px">'
        '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" '
        'style="max-width:520px;background:#ffffff;border:1px solid #e6e5e1;border-radius:12px"><tr>'
        f'<td style="padding:28px 28px 12px">{body}</td></tr></table></td></tr></table></body></html>'
    )


def _paragraph(text: str, own: str) -> str:
    if text.startswith("    "):
        return f'<p style="{_CODE}">{escape(text.strip())}</p>'
    lines = "<br>".join(_linked(line, own) for line in text.strip().split("\n"))
    return f'<p style="{_LINE}">{lines}</p>'


def _linked(line: str, own: str) -> str:
    """One line with our own addresses as links."""
    shown, at = [], 0
    for found in _ADDRESS.finditer(line):
        address = found.group().rstrip(".,;:!?)")
        if address != own and not address.startswith(f"{own}/"):
            continue
        shown += [
            escape(line[at : found.start()]),
            f'<a href="{escape(address)}" style="{_LINK}">{escape(address)}</a>',
        ]
        at = found.start() + len(address)
    return "".join([*shown, escape(line[at:])])
