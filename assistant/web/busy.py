"""When the queue is full, whoever comes is told so in the language of the page."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any

from assistant import lang

COOKIE = "smartgoals-lang"  # set by the page: its language, nothing else
Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Callable[[], Awaitable[Message]], Send], Awaitable[None]]


class Busy:
    """ASGI middleware: the refusal of a full queue (503 of `/queue/join`) gets words that a user understands."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, scope: Message, receive: Callable[[], Awaitable[Message]], send: Send) -> None:
        """Pass everything on; write the body of that refusal anew."""
        if scope["type"] != "http" or not scope["path"].endswith("/queue/join"):
            await self.app(scope, receive, send)
            return
        full = False

        async def told(message: Message) -> None:
            nonlocal full
            if message["type"] == "http.response.start" and message["status"] == 503:
                full = True
                body = json.dumps({"detail": lang.interface(spoken(scope)).web["queue_full"]}).encode()
                message["headers"] = [
                    (b"content-type", b"application/json"),
                    (b"content-length", str(len(body)).encode()),
                    (b"retry-after", b"5"),
                ]
                await send(message)
                await send({"type": "http.response.body", "body": body})
            elif not full:
                await send(message)

        await self.app(scope, receive, told)


def spoken(scope: Message) -> str:
    """The language of the page that asks: its cookie, else what its browser prefers."""
    headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
    codes = lang.available()
    try:
        cookie = SimpleCookie(headers.get(b"cookie", "")).get(COOKIE)
    except CookieError:
        cookie = None
    if cookie and cookie.value in codes:
        return cookie.value
    wanted = [part.split(";")[0].strip()[:2].lower() for part in headers.get(b"accept-language", "").split(",")]
    return next((code for code in wanted if code in codes), codes[0])
