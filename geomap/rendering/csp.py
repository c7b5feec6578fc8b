"""A content security policy that names every script and style of a page by its hash."""

from __future__ import annotations

import base64
import hashlib
import re

__all__ = ["PLACEHOLDER", "code_hash", "content_policy", "with_policy"]

PLACEHOLDER = "<!-- geomap:policy -->"
"""Where ``with_policy`` puts the meta element; must come first in the head."""

_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def code_hash(code: str) -> str:
    """Return the source expression that allows one inline script or style."""
    digest = hashlib.sha256(code.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def content_policy(html: str, hosts: tuple[str, ...] = ()) -> str:
    """Return the policy for a page: its own inline code, embedded images and those of the named hosts."""
    scripts = " ".join(dict.fromkeys(code_hash(code) for code in _SCRIPT.findall(html)))
    styles = " ".join(dict.fromkeys(code_hash(code) for code in _STYLE.findall(html)))
    images = " ".join(("data:", "blob:", *hosts))
    return (
        f"default-src 'none'; script-src {scripts}; style-src {styles}; img-src {images}; "
        "connect-src 'none'; base-uri 'none'; form-action 'none'"
    )


def with_policy(html: str, hosts: tuple[str, ...] = ()) -> str:
    """Return the page with its policy in place."""
    meta = f'<meta http-equiv="Content-Security-Policy" content="{content_policy(html, hosts)}">'
    return html.replace(PLACEHOLDER, meta, 1)
