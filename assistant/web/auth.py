"""Who may come in: a file of user:hash lines. Hashes are scrypt (RFC 7914) from the standard library, salted, compared in constant time."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import ConfigError, InputError

COST, BLOCK, PARALLEL = 2**14, 8, 1  # of scrypt: 16 MiB and some 50 ms a check, as RFC 7914 and OWASP give for interactive logins
LIMIT = 64 * 1024 * 1024  # bytes that scrypt may take
SCHEME = "scrypt"


@dataclass(frozen=True, slots=True)
class Hash:
    """A hashed password with what it was made with."""

    cost: int
    block: int
    parallel: int
    salt: bytes
    key: bytes

    def fits(self, password: str) -> bool:
        """Whether a password is the one, in a time that does not depend on where they differ."""
        made = _scrypt(password, self.salt, self.cost, self.block, self.parallel)
        return hmac.compare_digest(made, self.key)


def hashed(password: str) -> str:
    """The hash of a password for a line of the file: `scrypt$cost$block$parallel$salt$key`, salt and key in base64."""
    salt = secrets.token_bytes(16)
    key = _scrypt(password, salt, COST, BLOCK, PARALLEL)
    return "$".join((SCHEME, str(COST), str(BLOCK), str(PARALLEL), *(base64.b64encode(part).decode() for part in (salt, key))))


def users(path: Path) -> Callable[[str, str], bool]:
    """The check of a user's name and password against a file.

    Raises:
        InputError: the file cannot be read.
        ConfigError: a line is not user:hash, or there is none.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from error
    known: dict[str, Hash] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        user, colon, value = line.strip().partition(":")
        if not user or not colon:
            raise ConfigError(f"{path}:{number}: expected user:hash; `smartgoals chat --hash-password` makes a hash")
        known[user] = _parsed(value, f"{path}:{number}")
    if not known:
        raise ConfigError(f"{path}: no user; a line is user:hash, and `smartgoals chat --hash-password` makes a hash")
    nobody = _parsed(hashed(secrets.token_hex(16)), "nobody")  # an unknown user costs as much time as a known one

    def allowed(user: str, password: str) -> bool:
        found = known.get(user)
        return (found or nobody).fits(password) and found is not None

    return allowed


def _parsed(value: str, place: str) -> Hash:
    try:
        scheme, cost, block, parallel, salt, key = value.split("$")
        made = Hash(int(cost), int(block), int(parallel), base64.b64decode(salt, validate=True), base64.b64decode(key, validate=True))
        if scheme != SCHEME or not made.key or made.cost * made.block * 128 > LIMIT:
            raise ValueError(value)
        return made
    except ValueError as error:
        raise ConfigError(f"{place}: not a hash of this program; `smartgoals chat --hash-password` makes one") from error


def _scrypt(password: str, salt: bytes, cost: int, block: int, parallel: int) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=cost, r=block, p=parallel, maxmem=2 * LIMIT, dklen=32)
