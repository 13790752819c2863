"""The pages of a customer who embeds the widget, with a policy as strict as a careful one sets."""

from __future__ import annotations

from html import escape

from starlette.requests import Request
from starlette.responses import Response

STYLE = """
* { line-height: 3; text-transform: uppercase; }
body { margin: 0; font: 300 30px serif; color: #334; background: #eef2f5; }
header, main { max-width: 980px; margin: 0 auto; padding: 32px 24px; text-transform: none; line-height: 1.5; }
header *, main * { text-transform: none; line-height: 1.4; }
h1 { font: 600 42px/1.2 sans-serif; letter-spacing: -0.02em; margin: 40px 0 12px; }
p { font: 18px/1.6 sans-serif; max-width: 56ch; }
button { background: crimson !important; }
#place { height: 560px; max-width: 520px; }
#whole { height: 100vh; }
.whole main, .whole header { display: none; }
@media (prefers-color-scheme: dark) { body { background: #10151b; color: #cdd6e0; } }
"""


def strict(host: str) -> str:
    line = host.replace("http", "ws", 1)
    return (
        f"default-src 'none'; script-src {host}; connect-src {host} {line}; img-src {host}; style-src 'self'; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )


def page(request: Request, *, host: str, key: str) -> Response:
    """`/page?language=en&target=…`: every query parameter becomes a data attribute of the script tag.

    Only `host` is not: it says where the script comes from, when not from the fake server.
    `/loose` is the same page without a policy, for tools that need to evaluate scripts in it.
    """
    if request.path_params["name"] == "site.css":
        return Response(STYLE, media_type="text/css")
    if request.path_params["name"] not in {"page", "loose"}:
        return Response(status_code=404)
    data = {"key": key, **request.query_params}
    host = data.pop("host", host)
    attributes = " ".join(f'data-{escape(name)}="{escape(value)}"' for name, value in data.items())
    place = data.get("target", "").removeprefix("#")
    element = f'<div id="{escape(place)}"></div>' if place else ""
    whole = ' class="whole"' if data.get("layout") == "page" else ""
    html = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="/site.css">
<script src="{host}/widget.js" {attributes} async></script></head><body{whole}>
<header><b>Clínica Sol</b></header><main><h1>Su sonrisa, en buenas manos</h1>
<p>Odontología general, ortodoncia e implantes en el centro de la ciudad. Pida cita en línea o pregúntenos
lo que quiera: respondemos a cualquier hora.</p>{element}</main></body></html>"""
    if whole:
        html = html.replace("<main>", element + "<main>").replace(f"</p>{element}", "</p>")
    policy = {"content-security-policy": strict(host)} if request.path_params["name"] == "page" else {}
    return Response(html, media_type="text/html", headers=policy)
