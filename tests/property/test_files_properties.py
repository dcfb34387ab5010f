"""Whatever bytes come in, each input ends as documents or as a named rejection."""

import gzip
import io
import json
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from variorum.adapters.encoding import decode
from variorum.adapters.files import Reading, pasted_documents, read_inputs
from variorum.config import Config
from variorum.records.source import Document
from variorum.steps.ingest import published_of

ENDINGS = st.sampled_from([".txt", ".md", ".html", ".json", ".jsonl", ".jsonl.gz", ".xyz", ""])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda x: (
        st.lists(x, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "url", "text", "html", "title", "date", "published", "x"]), x, max_size=5
        )
    ),
    max_leaves=8,
)
CONTENT = st.one_of(
    st.binary(max_size=200),
    st.text(max_size=200).map(lambda t: t.encode("utf-8", "surrogatepass")),
    st.text(max_size=80).map(lambda t: f"<html><body><p>{t}</p></body></html>".encode("utf-8", "surrogatepass")),
    st.lists(JSON, max_size=4).map(lambda rows: "\n".join(json.dumps(r) for r in rows).encode()),
    JSON.map(lambda v: json.dumps(v).encode()),
)


@settings(max_examples=150, deadline=None)
@given(ENDINGS, CONTENT, st.booleans())
def test_every_file_ends_as_something(ending: str, content: bytes, packed: bool) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"a{ending}"
        path.write_bytes(gzip.compress(content) if packed else content)
        results = [*read_inputs([str(path)], Reading(config=Config()))]
        assert results
        for result in results:
            if isinstance(result, Document):
                assert result.text.strip()
                assert "\0" not in result.text
            else:
                assert result.id
                assert result.detail
        assert [*read_inputs([str(path)], Reading(config=Config()))] == results


@settings(max_examples=100, deadline=None)
@given(CONTENT)
def test_standard_input_and_paste(content: bytes) -> None:
    assert [*read_inputs(["-"], Reading(config=Config(), stdin=io.BytesIO(content)))]
    assert pasted_documents(decode(content), config=Config())


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_good_utf8_is_never_mangled(text: str) -> None:
    raw = text.encode("utf-8", "replace")
    got = decode(raw)
    if b"\0" not in raw and not raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        assert got == raw.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")


@settings(max_examples=200, deadline=None)
@given(JSON)
def test_dates_never_raise(value: object) -> None:
    got = published_of(value)
    assert got is None or got[:4].isdigit()
