"""Start the chat: settings, access, health, and what is cleared away when it ends."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from assistant import lang as languages
from assistant.errors import ConfigError, InputError
from assistant.pipeline import Assistant
from assistant.profiles import Profile
from assistant.web.busy import Busy

LARGEST_FILE = 10  # MB
ANY_DAY = date(2026, 1, 1)  # for loading, where the day does not matter
SESSIONS = 1000  # of which the server remembers an open plan; the oldest is forgotten first


@dataclass(frozen=True, slots=True)
class Serving:
    """How the chat is served.

    Attributes:
        host, port: where to listen; port 0 takes a free one.
        auth: file of user:hash lines, None lets everyone in who can reach the port.
        root_path: the path behind a proxy that passes on a part of a site ("/goals").
        max_file_size: MB of an upload.
        queue_size: messages that wait at most; who comes later is told to try again.
        concurrency: messages that are worked on at once.
        mcp: whether the endpoints are also served as MCP tools.
        today, lang, profile: as for the other commands.
    """

    host: str = "127.0.0.1"
    port: int = 7860
    auth: Path | None = None
    root_path: str = ""
    max_file_size: int = LARGEST_FILE
    queue_size: int = 100
    concurrency: int = 4
    mcp: bool = False
    today: date | None = None
    lang: str = "auto"
    profile: Profile | None = None


def warm(today: date) -> None:
    """Load what an answer in each language needs, so that nobody waits for it."""
    for code in languages.available():
        Assistant(today=today, screen=code).rewrite(languages.get(code).messages.rules["T001"].failing, goal=True)


def start(serving: Serving) -> Any:
    """Start the server and return gradio's `Blocks`, whose `block_thread` waits for its end and whose `close` ends it.

    Raises:
        ConfigError: gradio, or for MCP its extra, is not installed; the file of users is wrong.
        InputError: the file of users cannot be read, or the port is taken.
    """
    app_module = _app()
    if serving.mcp and find_spec("mcp") is None:
        raise ConfigError("--mcp needs its extra: pip install 'smartgoals[mcp]'")
    allowed = _users(serving.auth)
    warm(serving.today or ANY_DAY)
    uploads = tempfile.TemporaryDirectory(prefix="smartgoals-chat-")
    os.environ["GRADIO_TEMP_DIR"] = uploads.name
    app = app_module.build(serving.today, serving.lang, profile=serving.profile, largest=serving.max_file_size * 1_000_000)
    app.queue(max_size=serving.queue_size, default_concurrency_limit=serving.concurrency)
    try:
        app.launch(
            server_name=serving.host,
            server_port=serving.port or None,
            share=False,
            show_error=False,
            quiet=True,
            prevent_thread_lock=True,
            theme=app_module.theme(),
            css_paths=[app_module.FOLDER / "style.css"],
            head=app_module.head(serving.max_file_size * 1_000_000),
            footer_links=[],
            run_history=False,
            enable_monitoring=False,
            ssr_mode=False,
            pwa=False,
            auth=allowed,
            root_path=serving.root_path,
            max_file_size=serving.max_file_size * 1_000_000,
            state_session_capacity=SESSIONS,
            mcp_server=serving.mcp,
            app_kwargs={"routes": [_health()], "middleware": [_busy()], "docs_url": None, "redoc_url": None},
        )
    except OSError as error:
        uploads.cleanup()
        raise InputError(f"cannot listen on {serving.host}:{serving.port}: {error}; choose another --port") from error
    app.uploads = uploads  # the folder goes when the app does
    return app


def _app() -> Any:
    try:
        return import_module("assistant.web.app")
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] not in ("gradio", "pandas"):
            raise
        raise ConfigError("the chat needs gradio: pip install 'smartgoals[chat]'") from error


def _users(path: Path | None) -> Callable[[str, str], bool] | None:
    if path is None:
        return None
    from assistant.web.auth import users

    return users(path)


def _health() -> Any:
    """`/healthz` for a supervisor: 200 and {"status": "ok"} once the pipelines are loaded; open to everyone."""
    from starlette.responses import JSONResponse
    from starlette.routing import Route

    async def healthz(_: Any) -> JSONResponse:
        return JSONResponse({"status": "ok"})

    return Route("/healthz", healthz, methods=["GET", "HEAD"])


def _busy() -> Any:
    from starlette.middleware import Middleware

    return Middleware(Busy)
