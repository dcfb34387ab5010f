"""Bytes to text: UTF-8 wherever the bytes are good UTF-8, else what the bytes say or look like."""

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_MAGIC = (
    b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x7fELF", b"MZ\x90", b"RIFF", b"OggS", b"ID3",
    b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"\xd0\xcf\x11\xe0", b"SQLite format 3", b"\x00\x00\x01\x00", b"wOFF", b"wOF2",
)  # fmt: skip
_SAMPLE = 1 << 16
_CONTROLS = bytes([*range(1, 9), *range(14, 27), *range(28, 32), 127])
"""Bytes that stand in no text: controls other than those that set lines, and the escape of old encodings."""
_NO_ENCODINGS = frozenset({"undefined", "idna", "punycode", "unicode-escape", "raw-unicode-escape", "utf-7"})
"""Codecs of Python's that no page is written in."""


def looks_binary(raw: bytes) -> bool:
    """Whether the bytes are no text in any usual encoding."""
    if raw.startswith(_MAGIC):
        return True
    if any(raw.startswith(bom) for bom, _ in _BOMS):
        return False
    sample = raw[:_SAMPLE]
    if b"\0" in sample:
        return _utf16_without_mark(sample) is None
    odd = len(sample) - len(sample.translate(None, _CONTROLS))
    return odd > 0.02 * len(sample)


def _utf16_without_mark(sample: bytes) -> str | None:
    """UTF-16 of mostly Latin text has a NUL in every second byte."""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = max(1, len(sample) // 2)
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def decode(raw: bytes, *, declared: str | None = None) -> str:
    r"""The text that the bytes hold.

    A byte order mark decides; else UTF-8 where the bytes are good UTF-8; else the encoding that the server or the page
    declares; else the likeliest legacy encoding. The mark itself is left out. Line ends are kept as one
    "\n" each, as Python's text mode reads them.

    Args:
        raw: A file's bytes.
        declared: The encoding that the server named, if any.
    """
    return _decode(raw, declared).replace("\r\n", "\n").replace("\r", "\n")


def _decode(raw: bytes, by_server: str | None) -> str:
    for bom, encoding in _BOMS:
        if raw.startswith(bom):
            return raw[len(bom) :].decode(encoding, "replace")
    plain = _utf16_without_mark(raw[:_SAMPLE]) if b"\0" in raw[:_SAMPLE] else None
    if plain:
        return raw.decode(plain, "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        # One bad byte in a long good text is damage, not another encoding.
        bad = raw.decode("utf-8", "replace").count("\ufffd")
        good = len(re.findall(rb"[\xc2-\xf4][\x80-\xbf]+", raw))
        if good > 10 * bad or (error.reason == "unexpected end of data" and bad == 1 and good):
            return raw.decode("utf-8", "replace")
    found = _META.search(raw[:4096])
    for name in (by_server, found.group(1).decode("ascii") if found else None):
        if not name or name.lower().replace("_", "-") in _NO_ENCODINGS:
            continue
        try:
            # The names of Latin-1 mean its superset in web pages (WHATWG Encoding Standard).
            western = name.lower() in ("iso-8859-1", "latin-1", "latin1", "ascii", "us-ascii")
            return raw.decode("cp1252" if western else name)
        except (LookupError, UnicodeError):
            continue
    return _legacy(raw)


def _legacy(raw: bytes) -> str:
    # Loaded late: good UTF-8, nearly every input, never needs it.
    from charset_normalizer import from_bytes

    high = sum(c > 127 for c in raw)
    if high < 0.05 * len(raw):
        # Western text in a legacy encoding: a detector has too few odd bytes to go by.
        try:
            return raw.decode("cp1252")
        except UnicodeDecodeError:
            return raw.decode("latin-1")
    best = from_bytes(raw[:_SAMPLE]).best()
    if best is not None:
        try:
            return raw.decode(best.encoding)
        except (LookupError, UnicodeDecodeError):
            pass
    return raw.decode("cp1252", "replace")
