"""Bytes to text: which encoding a file is in, and a note when it had to be guessed."""

from __future__ import annotations

import codecs
from collections.abc import Iterable

from geomap.errors import UnknownNameError, UnreadableInputError
from geomap.model import Problem
from geomap.readers.settings import Report

__all__ = ["decode_text", "encoding_of", "head_text", "is_encoding", "report_encoding"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Single-byte encodings that office programs write, by script; Western European is the default.
_CANDIDATES = ["cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1252"]
_DEFAULT = "cp1252"
# Below this share of non-ASCII bytes a statistical guess is worse than the default.
_MIN_SHARE = 0.10
SAMPLE_BYTES = 1 << 18


def encoding_of(chunks: Iterable[bytes], *, given: str | None = None) -> str:
    """Return the name of the encoding of some bytes.

    A byte order mark decides; then UTF-8 when all bytes are valid UTF-8; then, for bytes that are
    mostly not ASCII, the likeliest Windows code page; else cp1252.

    Raises:
        UnknownNameError: ``given`` is no encoding.
    """
    if given is not None:
        return _known(given)
    decoder = codecs.getincrementaldecoder("utf-8")()
    sample, is_utf8 = b"", True
    for number, chunk in enumerate(chunks):
        if number == 0:
            marked = next((name for mark, name in _MARKS if chunk.startswith(mark)), None)
            if marked is not None:
                return marked
        if len(sample) < SAMPLE_BYTES:
            sample += chunk[: SAMPLE_BYTES - len(sample)]
        is_utf8 = is_utf8 and _feed(decoder, chunk)
    return "utf-8" if is_utf8 and _feed(decoder, b"", final=True) else _code_page(sample)


def decode_text(payload: bytes, encoding: str, source: str) -> str:
    """Return text with line feeds as line ends; bytes that a guessed code page lacks become U+FFFD.

    Raises:
        UnreadableInputError: The bytes are not of that encoding.
    """
    errors = "replace" if encoding.startswith("cp") else "strict"
    try:
        text = payload.decode(encoding, errors)
    except UnicodeDecodeError as error:
        raise UnreadableInputError(
            f"{source} is not {encoding}: {error.reason}; name another with --encoding"
        ) from error
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def head_text(head: bytes, encoding: str | None = None) -> str:
    """Return the start of a file as text, good enough to tell its kind."""
    if encoding is None:
        # A multi-byte letter may be cut in two at the end, so the last bytes prove nothing.
        is_utf8 = _feed(codecs.getincrementaldecoder("utf-8")(), head)
        encoding = next(
            (name for mark, name in _MARKS if head.startswith(mark)), "utf-8" if is_utf8 else _DEFAULT
        )
    return head.decode(_known(encoding), "replace").removeprefix("\ufeff")


def report_encoding(source: str, encoding: str, *, given: str | None, report: Report) -> None:
    """Report an encoding that was guessed."""
    if given is None and not encoding.startswith("utf"):
        report(
            Problem(
                source=source,
                row=None,
                column=None,
                value=encoding,
                reason=f"not UTF-8; read as {encoding}",
                suggestion="if letters look wrong, name the encoding with --encoding",
            )
        )


def is_encoding(name: str) -> bool:
    """Say whether there is an encoding of that name."""
    try:
        codecs.lookup(name)
    except LookupError:
        return False
    return True


def _known(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError as error:
        raise UnknownNameError(
            f"no encoding is called '{name}'; known are utf-8, cp1252, cp1256, utf-16 and more"
        ) from error


def _feed(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def _code_page(sample: bytes) -> str:
    """Return the likeliest Windows code page of text that is not UTF-8."""
    if sum(byte > 0x7F for byte in sample) < _MIN_SHARE * len(sample):
        return _DEFAULT
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=_CANDIDATES).best()
    return best.encoding if best is not None else _DEFAULT
