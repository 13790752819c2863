"""Somebody's own web page that shows the widget."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


class Shop:
    """Somebody's own web page, on an origin of its own: plain HTML with whatever was pasted into it."""

    def __init__(self) -> None:
        shop = self
        self.snippet = ""

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = (
                    f"<!doctype html><title>Clínica Luna</title><h1>Clínica Luna</h1>{shop.snippet}".encode()
                )
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None: ...

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.origin = f"http://127.0.0.1:{self._server.server_port}"
        Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
