"""A small chat server for the widget's tests: fake, but honest.

It speaks the chat API over real HTTP and server-sent events, keeps messages and sequences, answers a
repeated `client_id` with what it answered before, and can be told to fail in the ways that networks do.
One application listens on two ports, so that the page and the chat are different origins, as in life.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import threading
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from tests.widget.fake_script import Say, Turn, greet, reply
from tests.widget.fake_site import page
from tests.widget.fake_talk import Faults, Json, Talk, cut, problem

KEY = "cpk_test"
LARGEST_FILE = 2_000_000


class FakeChat:
    """The server and the door through which tests act as the business's side."""

    def __init__(self, bundle: Path) -> None:
        self.bundle = bundle
        self.talks: dict[str, Talk] = {}
        self.files: dict[str, Json] = {}
        self.contents: dict[str, bytes] = {}
        self.faults = Faults()
        self.config: Json = {}
        self.requests: list[str] = []
        self.pace = 0.0
        self.reset()
        app = Starlette(
            routes=[
                Route("/widget.js", self._script),
                Route("/widget-call.js", self._script),
                Route("/widget-capture.js", self._script),
                Route("/chat/v1/calls", self._call, methods=["POST"]),
                WebSocketRoute("/line", self._line),
                Route("/logo.svg", self._logo),
                Route("/chat/v1/config", self._config),
                Route("/chat/v1/conversations", self._start, methods=["POST"]),
                Route("/chat/v1/conversations/{id}", self._read),
                Route("/chat/v1/conversations/{id}/messages", self._send, methods=["POST"]),
                Route("/chat/v1/conversations/{id}/stream", self._stream),
                Route("/chat/v1/conversations/{id}/rating", self._rate, methods=["POST"]),
                Route("/chat/v1/conversations/{id}/language", self._speak, methods=["POST"]),
                Route("/chat/v1/conversations/{id}/end", self._end, methods=["POST"]),
                Route("/chat/v1/conversations/{id}/files", self._upload, methods=["POST"]),
                Route("/chat/v1/conversations/{id}/files/{file}", self._download),
                Route("/{name}", self._page),
            ],
            middleware=[
                Middleware(
                    CORSMiddleware,
                    allow_origins=["*"],
                    allow_methods=["GET", "POST"],
                    allow_headers=["Authorization", "Content-Type"],
                    expose_headers=["Retry-After"],
                    max_age=600,
                )
            ],
        )
        self._sockets = [_listen(), _listen()]
        self.host, self.site = (f"http://127.0.0.1:{each.getsockname()[1]}" for each in self._sockets)
        self._server = uvicorn.Server(
            uvicorn.Config(app, log_config=None, lifespan="off", timeout_graceful_shutdown=1)
        )
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def _serve(self) -> None:
        self._loop.run_until_complete(self._server.serve(sockets=self._sockets))
        self._loop.close()

    def __enter__(self) -> FakeChat:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.cut_streams()
        self._server.should_exit = True
        self._thread.join(10)
        for each in self._sockets:
            each.close()

    def reset(self) -> None:
        self.talks = {}
        self.files = {}
        self.contents = {}
        self.faults = Faults()
        self.requests = []
        self.pace = 0.0
        self.calls: list[Json] = []
        self.heard: list[Json] = []
        self.call_refused = False
        self.platform = "sandbox"
        self.config = {
            "agent": {"name": "Recepción"},
            "organization": {"name": "Clínica Sol", "logo_url": None, "color": "#0b7a75"},
            "widget": {
                "position": "right",
                "color": None,
                "greeting": "",
                "theme": "auto",
                "attachments": True,
                "ai_notice": "",
            },
            "languages": ["es", "en", "pt"],
            "available": True,
        }

    # What a test does as the business's side.

    def act(self, work: Callable[[], object]) -> None:
        """Runs in the server's own loop and waits for it."""

        async def run() -> None:
            work()

        asyncio.run_coroutine_threadsafe(run(), self._loop).result(5)

    @property
    def talk(self) -> Talk:
        """The newest conversation."""
        return list(self.talks.values())[-1]

    def said(self, role: str) -> list[str]:
        return [one["text"] for one in self.talk.messages if one["role"] == role]

    def say(self, text: str, **more: Any) -> None:
        self.act(lambda: self.talk.add("agent", text, **more))

    def take_over(self, name: str) -> None:
        def work() -> None:
            self.talk.status, self.talk.held_by = "handed_off", name
            self.talk.tell("status", self.talk.wire())

        self.act(work)

    def cut_streams(self) -> None:
        def work() -> None:
            for talk in self.talks.values():
                for queue in talk.listeners:
                    queue.put_nowait(None)

        if self._loop.is_running():
            self.act(work)

    # Pages and the script.

    async def _script(self, request: Request) -> Response:
        file = self.bundle.with_name(request.url.path.strip("/"))
        return Response(file.read_bytes(), media_type="text/javascript")

    async def _call(self, request: Request) -> Response:
        """A call that waits for this page: the line is on the chat's host, not on the page's."""
        self.calls.append(await request.json())
        if self.call_refused:
            return problem(503, code="visitor_call_failed", detail="No line is free.")
        told = {"id": "call_1", "platform": self.platform, "token": "t", "language": "en"}
        return JSONResponse({**told, "url": "/line", "ice_servers": [], "variables": {}}, 201)

    async def _line(self, socket: WebSocket) -> None:
        await socket.accept()
        with contextlib.suppress(WebSocketDisconnect):
            assert await socket.receive_json() == {"type": "join", "token": "t"}
            await socket.send_json({"type": "joined", "language": "en"})
            await socket.send_json({"type": "said", "turn": 1, "text": "Hello, this is <b>reception</b>."})
            turn = 1
            while True:
                told = await socket.receive_json()
                self.heard.append(told)
                if told["type"] == "hang_up":
                    break
                if told["type"] == "say":
                    turn += 1
                    await socket.send_json(
                        {"type": "said", "turn": turn, "text": f"You said {told['text']}."}
                    )
                    if told["text"] == "bye":
                        await socket.send_json({"type": "ended", "reason": "agent_hangup"})
                        break
            await socket.close()

    async def _logo(self, _: Request) -> Response:
        svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="4"/></svg>'
        return Response(svg, media_type="image/svg+xml")

    async def _page(self, request: Request) -> Response:
        return page(request, host=self.host, key=KEY)

    # The chat API.

    async def _config(self, request: Request) -> Response:
        if refusal := self._refusal(request, KEY):
            return refusal
        language = self._language(request.query_params.get("language", ""))
        greeting = {
            "es": "¿Tiene alguna duda? Estamos aquí para ayudarle.",
            "en": "Any question? We are here to help.",
        }
        widget = dict(self.config["widget"])
        widget["greeting"] = widget["greeting"] or greeting.get(language, "")
        return JSONResponse({**self.config, "widget": widget, "language": language})

    async def _start(self, request: Request) -> Response:
        if refusal := self._refusal(request, KEY):
            return refusal
        if not self.config["available"]:
            away = "The assistant is away. Please come back later."
            return problem(503, headers={"Retry-After": "1"}, code="agent_away", detail=away)
        body = await request.json()
        language = self._language(body.get("language", ""))
        talk = Talk(f"cnv_{uuid4().hex}", f"cct_{uuid4().hex}", language, body)
        self.talks[talk.id] = talk
        self._say(talk, greet(language))
        return JSONResponse(
            {"conversation": talk.wire(), "token": talk.token, "messages": talk.messages}, status_code=201
        )

    async def _read(self, request: Request) -> Response:
        talk = self._find(request)
        if isinstance(talk, Response):
            return talk
        after = int(request.query_params.get("after", 0))
        return JSONResponse({"conversation": talk.wire(), "messages": talk.messages[after:]})

    async def _send(self, request: Request) -> Response:
        talk = self._find(request)
        if isinstance(talk, Response):
            return talk
        body = await request.json()
        if self.faults.refuse_sends:
            status, refusal, headers = self.faults.refuse_sends.pop(0)
            return problem(status, headers=headers, **refusal)
        answer = talk.answered.get(body["client_id"])
        if answer is None:
            if talk.status == "ended":
                return problem(409, code="conversation_ended", title="Ended")
            answer = await self._take(talk, body)
            talk.answered[body["client_id"]] = answer
        if self.faults.lose_answers > 0:
            self.faults.lose_answers -= 1
            return cut()
        return JSONResponse(answer, status_code=202)

    async def _take(self, talk: Talk, body: Json) -> Json:
        attachment = self.files.get(body.get("attachment_id", ""))
        message = talk.add(
            "visitor",
            body.get("text", ""),
            client_id=body["client_id"],
            attachments=[attachment] if attachment else None,
        )
        turn = reply(body, attachment, talk.language) if talk.held_by is None else Turn()
        before = len(talk.messages)
        if turn.deltas:
            self._loop.create_task(self._write(talk, turn))
        else:
            self._finish(talk, turn)
        return {"message": message, "messages": talk.messages[before:], "conversation": talk.wire()}

    async def _write(self, talk: Talk, turn: Turn) -> None:
        talk.tell("typing", {"on": True, "by": "agent"})
        await asyncio.sleep(self.pace)
        for piece in turn.deltas:
            talk.tell("delta", {"turn": "t1", "text": piece})
            await asyncio.sleep(self.pace)
        self._finish(talk, turn)

    def _finish(self, talk: Talk, turn: Turn) -> None:
        for say in turn.says:
            self._say(talk, say)
        if turn.language:
            talk.language = turn.language
        if turn.ends:
            talk.status = "ended"
        talk.tell("status", talk.wire())

    def _say(self, talk: Talk, say: Say) -> None:
        talk.add("agent", say.text, choices=say.choices, input=say.input, citations=say.citations)

    async def _stream(self, request: Request) -> Response:
        talk = self._find(request)
        if isinstance(talk, Response):
            return talk
        after = int(request.headers.get("last-event-id") or request.query_params.get("after", 0))

        async def events() -> AsyncIterator[str]:
            queue: asyncio.Queue[tuple[str, Json] | None] = asyncio.Queue()
            for message in talk.messages[after:]:
                queue.put_nowait(("message", message))
            queue.put_nowait(("status", talk.wire()))
            talk.listeners.add(queue)
            try:
                if self.faults.silent_streams:
                    await asyncio.sleep(60)
                yield "retry: 1000\n\n"
                while (item := await queue.get()) is not None:
                    name, data = item
                    number = f"id: {data['sequence']}\n" if name == "message" else ""
                    yield f"{number}event: {name}\ndata: {json.dumps(data)}\n\n"
            finally:
                talk.listeners.discard(queue)

        return StreamingResponse(events(), media_type="text/event-stream")

    async def _rate(self, request: Request) -> Response:
        talk = self._find(request)
        if isinstance(talk, Response):
            return talk
        talk.ratings.append(await request.json())
        return JSONResponse({})

    async def _speak(self, request: Request) -> Response:
        talk = self._find(request)
        if isinstance(talk, Response):
            return talk
        talk.language = (await request.json())["language"]
        self._say(talk, greet(talk.language))
        return JSONResponse({"conversation": talk.wire()})

    async def _end(self, request: Request) -> Response:
        talk = self._find(request)
        if isinstance(talk, Response):
            return talk
        talk.status = "ended"
        talk.tell("status", talk.wire())
        return JSONResponse({"conversation": talk.wire()})

    async def _upload(self, request: Request) -> Response:
        talk = self._find(request)
        if isinstance(talk, Response):
            return talk
        async with request.form() as form:
            file = form["file"]
            if isinstance(file, str):
                return problem(422, code="file_missing", title="No file")
            content = await file.read()
            if b"<virus>" in content:
                return problem(415, code="file_refused", title="Refused", detail="This file was refused.")
            if len(content) > LARGEST_FILE:
                return problem(413, code="file_too_large", title="Too large")
            attachment = {
                "id": f"att_{uuid4().hex}",
                "name": file.filename,
                "size": len(content),
                "type": file.content_type or "",
            }
        self.files[attachment["id"]] = attachment
        self.contents[attachment["id"]] = content
        return JSONResponse({"attachment": attachment}, status_code=201)

    async def _download(self, request: Request) -> Response:
        """Says that everything is a page, as no server should: the widget must not believe it."""
        talk = self._find(request)
        if isinstance(talk, Response):
            return talk
        content = self.contents.get(request.path_params["file"])
        if content is None:
            return problem(404, code="not_found", title="Not found", detail="That file is no longer here.")
        return Response(content, media_type="text/html")

    def _language(self, wish: str) -> str:
        base = wish.split("-", maxsplit=1)[0].lower()
        return base if base in self.config["languages"] else self.config["languages"][0]

    def _refusal(self, request: Request, token: str) -> Response | None:
        self.requests.append(f"{request.method} {request.url.path}")
        if self.faults.down:
            return cut()
        if request.headers.get("authorization") != f"Bearer {token}":
            return problem(401, code="unauthenticated", title="Unknown key")
        return None

    def _find(self, request: Request) -> Talk | Response:
        talk = self.talks.get(request.path_params["id"])
        refusal = self._refusal(request, talk.token if talk else "")
        if refusal:
            return refusal
        return talk or problem(404, code="not_found", title="Not found")


def _listen() -> socket.socket:
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    return listening
