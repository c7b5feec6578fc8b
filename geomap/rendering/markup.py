"""Text that enters the page: JSON blocks, links, inline code. Nothing here is ever read as a template."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from html import escape
from urllib.parse import urlsplit

__all__ = [
    "base85",
    "inline_script",
    "inline_style",
    "json_block",
    "packed_blocks",
    "script_json",
    "web_address",
]

_UNSAFE_IN_SCRIPT = re.compile("[<\u2028\u2029\ud800-\udfff]")
_END_TAG = re.compile("</(script|style)", re.IGNORECASE)
_SOURCE_MAP = re.compile(r"\n?//# sourceMappingURL=\S*\s*$")
_GZIP_LEVEL = 5  # half the time of 6, for three hundredths of the size
_PLAIN_ADDRESS = re.compile(r"https?://[a-zA-Z0-9.-]+(?:/[!-~]*)?")


def script_json(value: object) -> str:
    """Return JSON that is safe between script tags: no ``<`` in it can open or close anything."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _UNSAFE_IN_SCRIPT.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def json_block(element_id: str, text: str) -> str:
    """Return a script element that holds data and does not run."""
    return f'<script type="application/json" id="{escape(element_id)}">{text}</script>'


def packed_blocks(element_id: str, blocks: Iterable[bytes]) -> list[str]:
    """Return data blocks compressed with gzip, as text; from the second on they are numbered.

    A block is compressed while those after it are still made.
    """
    with ThreadPoolExecutor() as pool:
        packed = list(pool.map(_packed, blocks))
    return [
        f'<script type="application/gzip" id="{escape(element_id)}{f"-{number}" if number > 0 else ""}" '
        f'data-size="{size}">{text}</script>'
        for number, (size, text) in enumerate(packed)
    ]


def _packed(block: bytes) -> tuple[int, str]:
    raw = gzip.compress(block, _GZIP_LEVEL, mtime=0)
    return len(raw), base85(raw)


def base85(raw: bytes) -> str:
    """Return bytes as printable text, five characters for four bytes; zeros fill the last four.

    The text is a sixteenth shorter than base64, and holds no character that means something in a page.
    """
    import numpy as np

    numbers = np.frombuffer(raw + b"\0" * (-len(raw) % 4), dtype=">u4").astype(np.uint32)
    digits = np.empty((len(numbers), 5), dtype=np.uint8)
    for place in range(4, -1, -1):
        numbers, digits[:, place] = np.divmod(numbers, np.uint32(85))
    return (digits + np.uint8(40) + (digits > 19)).tobytes().decode("ascii")


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
    if _PLAIN_ADDRESS.fullmatch(url):
        return url
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    is_web = parts.scheme in ("http", "https") and parts.netloc != ""
    return url.strip() if is_web else None
