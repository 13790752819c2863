"""A server before the product's own that gives out the dashboard of any build."""

import mimetypes
import re
import shutil
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import httpx

TEXT = {".html", ".js", ".css", ".json"}


class Front:
    """Gives out `build`, which may be replaced while pages are open; asks the product for everything else."""

    def __init__(self, product: str, build: Path) -> None:
        front = self
        self.build = build

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                path = self.path.partition("?")[0]
                if re.match(r"/(api|_allauth)/", path):
                    headers = {"Cookie": self.headers.get("Cookie", "")}
                    answer = httpx.get(product + self.path, headers=headers)
                    self.give(answer.status_code, answer.headers["Content-Type"], answer.content)
                    return
                name = path.removeprefix("/static/app/") if path.startswith("/static/app/") else "index.html"
                file = front.build / ("service-worker.js" if path == "/service-worker.js" else name)
                found = file.exists() and not path.startswith("/live/")
                kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
                self.give(200 if found else 404, kind, file.read_bytes() if found else b"")

            def do_POST(self) -> None:
                # No live updates are given here.
                self.rfile.read(int(self.headers.get("Content-Length") or 0))
                self.give(404, "application/json", b"{}")

            def give(self, status: int, kind: str, body: bytes) -> None:
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.send_header("Cache-Control", "no-store")
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None: ...

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.origin = f"http://127.0.0.1:{self._server.server_port}"
        Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def entry_of(build: Path) -> str:
    """The script that a build's page begins with."""
    found = re.search(
        r'<script type="module"[^>]* src="/static/app/assets/([^"]+)"', (build / "index.html").read_text()
    )
    assert found
    return found[1]


def next_build(build: Path, folder: Path) -> Path:
    """A copy as a later version would be: its first script has another name, so its worker is another."""
    shutil.copytree(build, folder)
    entry = entry_of(build)
    later = re.sub(r"-[\w-]{8}\.js$", "-LaterOne.js", entry)
    assert later != entry
    (folder / "assets" / entry).rename(folder / "assets" / later)
    for file in folder.rglob("*"):
        if file.suffix in TEXT:
            text = file.read_text().replace(entry, later)
            file.write_text(re.sub(r'const VERSION = "\w+"', 'const VERSION = "later"', text))
    return folder
