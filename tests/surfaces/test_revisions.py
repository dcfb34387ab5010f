"""Two versions of an article: what came, went and changed; a moved comma is no news."""

import json
import re
from pathlib import Path

import pytest
from tests.misbehaving import answer, serving

from variorum.cli import main
from variorum.records.revision import ChangeKind, ClaimStatus, Verdict
from variorum.revisions import revisions

FIRST = """Ferry runs aground off Port Vale

By Ana Soto

The ferry Halvik ran aground off Port Vale on Monday morning with 60 people aboard, the harbour office said. Two \
people were hurt.

“We were lucky,” said Zoe Odegard, a passenger. The police have opened an investigation.

The mayor, Bo Rask, said the harbour would stay closed until Tuesday. Divers found no damage to the hull. The crew \
recieved praise from the passengers.
"""
SECOND = """Ferry runs aground off Port Vale

By Ana Soto

The ferry Halvik ran aground off Port Vale on Monday morning, with 60 people aboard, the harbour office said. Five \
people were hurt.

"We were lucky", said Zoe Odegard, a passenger. The police have closed their investigation.

Divers found no damage to the hull. The captain, Ena Solt, was arrested on Wednesday. The crew received praise from \
passengers.
"""
STORY = Path(__file__).parents[2] / "examples" / "fictional-ferry" / "02-orlo-courier.txt"


def compared(one, two, **fields):
    revision, rejections = revisions([{"id": "1", "text": one, **fields}, {"id": "2", "text": two, **fields}])
    assert not rejections
    return revision


def texts(revision, status, side):
    return [getattr(c, side).text for c in revision.changes if c.status is status]


@pytest.fixture(scope="module")
def revision():
    return compared(FIRST, SECOND)


def test_what_came_went_and_changed(revision):
    assert revision.verdict is Verdict.REVISED
    assert texts(revision, ClaimStatus.CAME, "after") == ["The captain, Ena Solt, was arrested on Wednesday."]
    assert texts(revision, ClaimStatus.WENT, "before") == ["The harbour would stay closed until Tuesday."]
    changed = {c.before.text: c for c in revision.changes if c.status is ClaimStatus.CHANGED}
    hurt = changed.pop("Two people were hurt.")
    assert hurt.after.text == "Five people were hurt."
    assert hurt.differs == (ChangeKind.NUMBER,)
    assert (hurt.removed, hurt.added) == (("two",), ("five",))
    [(_, police)] = changed.items()
    assert police.added == ("closed", "their")
    assert texts(revision, ClaimStatus.REWORDED, "before") == ["The crew recieved praise from the passengers."]


def test_places_hold_in_each_versions_own_text(revision):
    for change in revision.changes:
        for claim, text in ((change.before, FIRST), (change.after, SECOND)):
            if claim is not None:
                assert all(text[s.start : s.end].strip() for s in claim.spans)
    last = revision.changes[0]
    assert FIRST[last.before.spans[0].start : last.before.spans[0].end] in last.before.text


def test_the_other_way_round(revision):
    back = compared(SECOND, FIRST)
    assert texts(back, ClaimStatus.WENT, "before") == texts(revision, ClaimStatus.CAME, "after")
    assert texts(back, ClaimStatus.CAME, "after") == texts(revision, ClaimStatus.WENT, "before")
    assert back.count(ClaimStatus.CHANGED) == revision.count(ClaimStatus.CHANGED)


@pytest.mark.parametrize(
    "edit",
    [
        lambda t: t,
        lambda t: t.replace(",", ""),
        lambda t: t.replace("\n\n", "\n\n\n"),
        lambda t: t.replace("“", '"').replace("”", '"').replace("’", "'"),
        lambda t: t.replace(" - ", " — ").replace("  ", " ") + "\n\n",
    ],
)
def test_a_moved_comma_is_no_news(edit):
    text = STORY.read_text(encoding="utf-8")
    found = compared(text, edit(text))
    assert found.verdict is Verdict.SAME
    assert all(c.status is ClaimStatus.KEPT for c in found.changes)
    assert found.changes


def test_a_sentence_more_is_one_claim_more():
    found = compared(FIRST, FIRST.rstrip() + " The mayor of Halvik resigned on Friday.\n")
    news = [c for c in found.changes if c.status in (ClaimStatus.CAME, ClaimStatus.WENT, ClaimStatus.CHANGED)]
    assert [(c.status, c.after.text) for c in news] == [(ClaimStatus.CAME, "The mayor of Halvik resigned on Friday.")]


def test_a_claim_that_lost_its_hedge_or_its_source_has_changed():
    base = "The port of Halvik is large.\n\n{} Ships waited outside all day long, and the wind was strong.\n"
    kinds = {}
    for name, one, two in (
        ("certainty", "The crane may have hurt two dockers.", "The crane hurt two dockers."),
        ("polarity", "The crane was not safe.", "The crane was safe."),
        ("attribution", "The crane was old, the police said.", "The crane was old, the owner said."),
        ("date", "The crane fell on 3 March 2031.", "The crane fell on 4 March 2031."),
    ):
        found = compared(base.format(one), base.format(two), published="2031-03-12")
        [change] = [c for c in found.changes if c.status is ClaimStatus.CHANGED]
        kinds[name] = change.differs
        assert found.count(ClaimStatus.CAME) == found.count(ClaimStatus.WENT) == 0, name
    assert {name: name in kinds[name] for name in kinds} == dict.fromkeys(kinds, True)


def test_two_articles_are_no_versions():
    other = "The parliament of Kesmar passed a budget. It raises the tax on fish, the treasurer said on Thursday."
    assert compared(FIRST, other).verdict is Verdict.ANOTHER


def test_a_new_headline_is_news():
    found = compared(FIRST, FIRST.replace("Ferry runs aground", "Police close case of ferry"))
    assert found.title_changed
    assert found.verdict is Verdict.REVISED


# --- the command ---------------------------------------------------------------------------------
def run(capsys, *args):
    code = main([str(a) for a in args])
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.fixture
def two(tmp_path):
    (tmp_path / "a.txt").write_text(FIRST, encoding="utf-8")
    (tmp_path / "b.txt").write_text(SECOND, encoding="utf-8")
    return [tmp_path / "a.txt", tmp_path / "b.txt"]


def test_the_command_shows_it(capsys, two, tmp_path):
    code, out, err = run(capsys, "revisions", *two)
    assert (code, err) == (0, "")
    assert "+ The captain, Ena Solt, was arrested on Wednesday." in out
    assert "- The harbour would stay closed until Tuesday." in out
    assert "~ Two people were hurt. → Five people were hurt. [number]" in out
    target = tmp_path / "r.json"
    code, out, _ = run(capsys, "revisions", *two, "--format", "json", "--out", target)
    assert (code, out) == (0, "")
    data = json.loads(target.read_text(encoding="utf-8"))
    assert data["verdict"] == "revised"
    assert data["counts"]["came"] == 1
    assert data["before"]["source"] == str(two[0])
    assert len(data["before"]["raw_hash"]) == 64


def test_one_address_read_twice(capsys, two):
    """The same address with other text is a new revision: a kept page against what the address says now."""
    page = "<html><head><title>Ferry runs aground off Port Vale</title></head><body><article>{}</article></body></html>"
    pages = [page.format("".join(f"<p>{p}</p>" for p in re.split(r"\n\n", t)[2:])) for t in (FIRST, SECOND)]
    with serving({"/a": answer(pages[1])}) as server:
        row = json.dumps({"url": f"{server.url}/a", "html": pages[0]})
        kept = two[0].with_name("kept.jsonl")
        kept.write_text(row + "\n", encoding="utf-8")
        code, out, _ = run(capsys, "revisions", kept, f"{server.url}/a", "--allow-private", "--format", "json")
    assert code == 0
    data = json.loads(out)
    assert data["same_url"] is True
    assert data["before"]["id"] != data["after"]["id"]
    assert data["counts"]["changed"] >= 1


def test_one_version_is_not_enough(capsys, two):
    for args in ((two[0],), (two[0], two[0]), (two[0], "absent.txt")):
        code, out, err = run(capsys, "revisions", *args)
        assert (code, out) == (2, "")
        assert "two versions" in err
    code, _, err = run(capsys, "revisions")
    assert code == 2
    assert "no input was given" in err
