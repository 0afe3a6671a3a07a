"""Serve the chat, and make the hashes of those who may come in."""

from __future__ import annotations

import getpass
import signal
import sys
from typing import Any

from assistant import profiles
from assistant.cli.inputs import settings_of
from assistant.errors import ConfigError


def run(*, lang: str | None, today: str | None, profile: str | None, **options: Any) -> None:
    """Start the server with the settings of the configuration file and of the command line, and wait.

    Raises:
        ConfigError, InputError: as `web.server.start`.
    """
    from assistant.web.server import Serving, start

    settings = settings_of(None, lang, today, None, None, None, None, None, None, profile)
    serving = Serving(**options, today=settings.today, lang=settings.lang, profile=profiles.load(settings.profile))
    app = start(serving)
    print(f"smartgoals: {app.local_url}", file=sys.stderr, flush=True)  # noqa: T201
    if serving.mcp:
        print(f"smartgoals: MCP: {app.local_url.rstrip('/')}/gradio_api/mcp/", file=sys.stderr, flush=True)  # noqa: T201
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # so that the folder of uploads goes, too, when a supervisor ends the server
    app.block_thread()


def print_hash() -> None:
    """Ask for a password (or read a line of standard input) and print its hash.

    Raises:
        ConfigError: it is empty.
    """
    from assistant.web.auth import hashed

    password = getpass.getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    if not password:
        raise ConfigError("--hash-password: the password is empty")
    print(hashed(password))  # noqa: T201
