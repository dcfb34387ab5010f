"""Web archives made in memory, sound and damaged."""

import gzip


def record(
    n: int,
    body: bytes,
    *,
    status: int = 200,
    kind: str | None = "text/html; charset=utf-8",
    of: str = "response",
    http: str = "",
    warc: str = "",
) -> bytes:
    """One record: a response to `https://post.example/n`."""
    type_line = f"Content-Type: {kind}\r\n" if kind else ""
    message = f"HTTP/1.1 {status} X\r\n{type_line}{http}\r\n".encode("latin-1") + body
    head = (
        f"WARC/1.0\r\nWARC-Type: {of}\r\nWARC-Record-ID: <urn:uuid:{n:08d}-0000-0000-0000-000000000000>\r\n"
        f"WARC-Date: 2031-03-12T08:00:00Z\r\nWARC-Target-URI: https://post.example/{n}\r\n{warc}"
        f"Content-Type: application/http; msgtype={of}\r\nContent-Length: {len(message)}\r\n\r\n"
    )
    return head.encode("latin-1") + message + b"\r\n\r\n"


def packed(*records: bytes) -> list[bytes]:
    """Each record as a gzip member of its own, as archives have them."""
    return [gzip.compress(r, mtime=0) for r in records]
