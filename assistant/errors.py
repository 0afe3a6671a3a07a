"""The exceptions that callers may see. Each says what was wrong, where, and how to mend it."""

from __future__ import annotations


class AssistantError(Exception):
    """Anything this package raises on purpose; the message is one line that a user can act on."""


class InputError(AssistantError):
    """A text or file that cannot be read, or an output that cannot be written."""


class ResourceError(AssistantError):
    """A language or knowledge file that is missing or malformed; names file and key."""


class ConfigError(AssistantError):
    """A wrong option or configuration value."""
