"""Text that enters the page: JSON blocks, links, inline code. Nothing here is ever read as a template."""

from __future__ import annotations

import base64
import gzip
import json
import re
from html import escape
from urllib.parse import urlsplit

__all__ = [
    "inline_script",
    "inline_style",
    "json_block",
    "packed_json_block",
    "script_json",
    "web_address",
]

_UNSAFE_IN_SCRIPT = re.compile("[<\u2028\u2029\ud800-\udfff]")
_END_TAG = re.compile("</(script|style)", re.IGNORECASE)
_SOURCE_MAP = re.compile(r"\n?//# sourceMappingURL=\S*\s*$")
_GZIP_LEVEL = 6


def script_json(value: object) -> str:
    """Return JSON that is safe between script tags: no ``<`` in it can open or close anything."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _UNSAFE_IN_SCRIPT.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def json_block(element_id: str, text: str) -> str:
    """Return a script element that holds data and does not run."""
    return f'<script type="application/json" id="{escape(element_id)}">{text}</script>'


def packed_json_block(element_id: str, text: str) -> str:
    """Return a data block compressed with gzip, as base64, for data too large to be read by eye."""
    packed = gzip.compress(text.encode("utf-8"), _GZIP_LEVEL, mtime=0)
    encoded = base64.b64encode(packed).decode("ascii")
    return f'<script type="application/gzip" id="{escape(element_id)}">{encoded}</script>'


def inline_script(code: str) -> str:
    """Return a script element with code of ours or of a vendored library."""
    return f"<script>{_inert(_SOURCE_MAP.sub('', code))}</script>"


def inline_style(code: str) -> str:
    """Return a style element with a style sheet of ours or of a vendored library."""
    return f"<style>{_inert(code)}</style>"


def _inert(code: str) -> str:
    """Return code that cannot close its own element, with the line ends that a browser hashes."""
    return _END_TAG.sub(r"<\\/\1", code.replace("\r\n", "\n").replace("\r", "\n"))


def web_address(url: str | None) -> str | None:
    """Return the address when it is absolute http or https and may become a link, else None."""
    if url is None:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    is_web = parts.scheme in ("http", "https") and parts.netloc != ""
    return url.strip() if is_web else None
