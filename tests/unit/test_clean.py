"""Cleaning: each form of title, credit and frame, on invented reports."""

import msgspec
import pytest

from variorum.config import Config
from variorum.records.source import Article, Document, DropReason, PublishedFrom, RejectReason
from variorum.steps.clean import clean_documents
from variorum.steps.clean.credits import byline_of, copyright_holder, credit_line, only_agencies
from variorum.steps.clean.dateline import dateline_of
from variorum.steps.clean.glue import glue_point
from variorum.text.press import agency_named, outlet_named, outlet_of_domain
from variorum.text.view import body_extents, body_view

TITLE = "Ferry runs aground off Port Vale with sixty aboard"
LEDE = "A ferry with sixty people aboard ran aground off Port Vale on Monday morning, the harbour office said."
SECOND = "Lifeboats took all of them off before noon, and divers found no damage to the hull."
THIRD = "“We were lucky that the sea was calm,” said Ana Soto, a teacher who was on board with her class."
FOURTH = "The company said that it would look into why the ship had left the channel."
BODY = "\n".join((LEDE, SECOND, THIRD, FOURTH))


def english(text: str) -> str:
    return "en"


def clean(text: str, **fields: object) -> Article:
    document = msgspec.structs.replace(Document(source="a.txt", text=text), **fields)
    [article], rejections = clean_documents([document], config=Config(), identify=english)
    assert not rejections
    return article


def body(article: Article) -> str:
    return body_view(article).text.replace("\n\n", "\n")


def reasons(article: Article) -> dict[str, DropReason]:
    return {article.text[d.start : d.end]: d.reason for d in article.dropped}


def title(article: Article) -> str | None:
    return article.title.text if article.title else None


# --- title ---------------------------------------------------------------------------------------
def test_the_title_stands_first() -> None:
    article = clean(f"{TITLE}\n\n{BODY}")
    assert title(article) == TITLE
    assert body(article) == BODY


def test_the_title_stands_last() -> None:
    article = clean(f"{BODY}\n{TITLE}")
    assert title(article) == TITLE
    assert article.title is not None
    assert article.title.start == len(BODY) + 1
    assert body(article) == BODY


def test_the_title_is_glued_to_the_lede() -> None:
    article = clean(f"{TITLE} {BODY}")
    assert title(article) == TITLE
    assert body(article) == BODY


@pytest.mark.parametrize(
    ("headline", "lede"),
    [
        (
            "Vale mayor quits over ferry contract",
            "Vale mayor Lee Marsh quit on Friday over a report on a ferry contract.",
        ),
        ("Ferry contract costs mayor of Vale his post", "VALE (AP) — The mayor of Vale quit over a ferry contract."),
        (
            "Strike halts ferries in northern ports",
            "The strike halted nearly all ferries in the northern ports on Friday.",
        ),
        ("Marsh says the ferry contract was lawful", "Former Mayor Lee Marsh said the ferry contract was lawful."),
    ],
)
def test_glued_titles(headline: str, lede: str) -> None:
    assert glue_point(f"{headline} {lede}") == len(headline) + 1
    assert glue_point(lede) is None


def test_a_text_without_a_title_has_none() -> None:
    article = clean(BODY)
    assert article.title is None
    assert body(article) == BODY


def test_a_given_title_is_found_in_the_text_or_stands_beside_it() -> None:
    assert clean(f"{TITLE}\n{BODY}", title=TITLE).title == clean(f"{TITLE}\n\n{BODY}").title
    beside = clean(BODY, title="Another headline").title
    assert beside is not None
    assert (beside.text, beside.start, beside.end) == ("Another headline", None, None)


def test_a_markdown_heading_is_the_title_without_its_mark() -> None:
    article = clean(f"# {TITLE}\n\n{BODY}")
    assert title(article) == TITLE
    assert body(article) == BODY


def test_a_repeated_title_is_dropped() -> None:
    article = clean(f"{TITLE}\n\n{TITLE}\n{TITLE} Updated: 2021-03-04 09:53 (Agencies)\n{BODY}")
    assert body(article) == BODY
    assert next(iter(reasons(article).values())) is DropReason.REPEATED


def test_standfirst_and_byline() -> None:
    deck = "All passengers were brought ashore by lifeboats and the cause is being looked into"
    article = clean(f"{TITLE}\n\n{deck}\nBy Ana Soto and Lee Marsh\n{BODY}")
    assert article.subtitle is not None
    assert article.subtitle.text == deck
    assert article.byline == "Ana Soto and Lee Marsh"
    assert body(article) == BODY


def test_a_single_line_is_kept_whatever_it_looks_like() -> None:
    for text in ("Ferry aground", "Ferry aground.", TITLE, "- one\n- two\n- three"):
        assert body_extents(clean(text))


# --- credits -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("line", "place", "names"),
    [
        ("PORT VALE (AP) — A ferry", "PORT VALE", ["Associated Press"]),
        ("PORT VALE, Norland (Kyodo) -- A ferry", "PORT VALE, Norland", ["Kyodo"]),
        ("PORT VALE, March 4 (Reuters) - A ferry", "PORT VALE", ["Reuters"]),
        ("PORT VALE/SEA CITY (Reuters) - A ferry", "PORT VALE/SEA CITY", ["Reuters"]),
        ("PORT VALE, Norland — A ferry", "PORT VALE, Norland", []),
        ("Port Vale (AFP) – A ferry", "Port Vale", ["Agence France-Presse"]),
        ("(Reuters) - A ferry", None, ["Reuters"]),
        ("(CNN) A ferry", None, ["CNN"]),
        ("(CNN)A ferry", None, None),
        ("TOKYO: A ferry", "TOKYO", []),
        ("NEW DELHI: A ferry", "NEW DELHI", []),
        ("MOSCOW, March 4. /TASS/. A ferry", "MOSCOW", ["TASS"]),
        ("March 4 (Reuters) - A ferry", None, ["Reuters"]),
    ],
)
def test_datelines(line: str, place: str | None, names: list[str] | None) -> None:
    found = dateline_of(line)
    if names is None:
        assert found is None or line[found.end :] == "A ferry"
        return
    assert found is not None
    assert line[found.end :] == "A ferry"
    assert (line[found.place[0] : found.place[1]] if found.place else None) == place
    assert [n for n, _, _ in found.names] == names


@pytest.mark.parametrize(
    "line",
    [
        "BREAKING: A ferry ran aground.",
        "Lee Marsh — who owns the ferry — said no more.",
        "“Go,” he said (and went) - at once.",
        "A ferry (Handout) ran aground.",
        "THIS is the ferry that ran aground.",
        "UPDATE — ",
        "",
    ],
)
def test_no_datelines(line: str) -> None:
    assert dateline_of(line) is None


def test_a_dateline_is_outside_the_body_and_credits_its_agency() -> None:
    article = clean(f"{TITLE}\n\nPORT VALE, Norland (AP) — {BODY}")
    assert body(article) == BODY
    assert article.credits == ("Associated Press",)
    assert article.dateline is not None
    assert article.dateline.text == "PORT VALE, Norland"
    [where] = article.credit_spans
    assert article.text[where.start : where.end] == "AP"
    assert reasons(article)["PORT VALE, Norland (AP) —"] is DropReason.DATELINE


def test_an_agency_that_no_list_knows_is_credited_by_its_dateline() -> None:
    line = f"PORT VALE (Meridian) — {BODY}"
    assert clean(line).credits == ("Meridian",)
    assert clean(line, outlet="Vale Gazette").credits == ("Meridian",)
    assert clean(line, outlet="Meridian Wire").credits == ()


def test_end_credits() -> None:
    for line, names in (
        ("Reuters - Ap - Afp", ("Reuters", "Associated Press", "Agence France-Presse")),
        ("Associated Press writers Ana Soto and Lee Marsh contributed to this report.", ("Associated Press",)),
        ("Copyright 2021 The Associated Press. All rights reserved.", ("Associated Press",)),
        ("With files from The Canadian Press", ("The Canadian Press",)),
        ("(Reporting by Ana Soto; Editing by Lee Marsh)", ()),
        ("Additional reporting from agencies", ()),
        ("— With assistance by Ana Soto", ()),
    ):
        article = clean(f"{TITLE}\n\n{BODY}\n{line}")
        assert body(article) == BODY, line
        assert article.credits == names, line


def test_a_credit_after_the_last_sentence() -> None:
    for tail, names in (
        (" BLOOMBERG", ("Bloomberg",)),
        (" (Reuters)", ("Reuters",)),
        (" - AFP", ("Agence France-Presse",)),
        (" (Writing by Ana Soto; Editing by Lee Marsh)", ()),
    ):
        article = clean(f"{TITLE}\n\n{BODY}{tail}")
        assert body(article) == BODY, tail
        assert article.credits == names, tail


def test_an_agency_that_the_story_cites_is_no_credit() -> None:
    cited = "The ship belongs to a company in Sea City, Reuters reported on Sunday, and BBC News said the same."
    article = clean(f"{TITLE}\n\n{LEDE}\n{cited}\n{SECOND}\n{THIRD}")
    assert article.credits == ()
    assert cited in body(article)


def test_bylines() -> None:
    assert byline_of("By Ana Soto, Associated Press") == ("Ana Soto", (("Associated Press", 13, 29),))
    found = byline_of("Ana Soto | Reuters")
    assert found is not None
    assert found[0] == "Ana Soto"
    assert byline_of("By noon the sea was calm again and the lifeboats had gone home.") is None
    assert byline_of("Ana Soto said no more") is None


def test_credit_helpers() -> None:
    assert only_agencies("The ferry of AP") is None
    assert credit_line("The wind may have contributed to the accident, he said.") is None
    assert copyright_holder("© The Vale Gazette(www.example.org). All rights reserved.") == ("The Vale Gazette", 2, 18)


def test_lines_between_title_and_lede() -> None:
    lines = (
        "Ana Soto\nWorld / Asia\n2 hours ago\nWed 3 Mar 2021 10.15 GMT\nSource: Xinhua| 2021-03-03 10:00:00|Editor: lee"
    )
    article = clean(f"{TITLE}\n\n{lines}\n\n{BODY}")
    assert body(article) == BODY
    assert article.subtitle is None
    assert article.byline == "Ana Soto"
    assert article.credits == ("Xinhua",)


def test_a_note_on_the_writer_closes_no_story() -> None:
    note = "Ana Soto is a reporter based in Port Vale who covers the sea."
    assert body(clean(f"{TITLE}\n\n{BODY}\n{note}")) == BODY
    inside = "Ana Soto was a writer of letters to the harbour office for many years."
    assert inside in body(clean(f"{TITLE}\n\n{LEDE}\n{inside}\n{SECOND}\n{THIRD}"))


def test_menus_are_frame() -> None:
    menu = "Menu\nWorld\nAsia news\nSport"
    article = clean(f"Home\n{menu}\n{TITLE}\n\n{LEDE}\n{SECOND}\n{menu}\n{THIRD}\n{FOURTH}")
    assert title(article) == TITLE
    assert body(article) == BODY


# --- outlet --------------------------------------------------------------------------------------
def test_outlets() -> None:
    assert outlet_of_domain("edition.cnn.com") == "CNN"
    assert outlet_of_domain("https://www.theguardian.com/world/x?y=1") == "The Guardian"
    assert outlet_of_domain("notcnn.com") is None
    assert outlet_of_domain("The Vale Gazette") is None
    assert outlet_named("straits times") == "The Straits Times"
    agency = agency_named("THE ASSOCIATED PRESS")
    assert agency is not None
    assert agency.name == "Associated Press"


def test_the_outlet_of_an_article() -> None:
    assert clean(BODY, outlet="www.bbc.co.uk").outlet == "BBC"
    assert clean(BODY, outlet="Vale Gazette").outlet == "Vale Gazette"
    assert clean(BODY, url="https://www.bbc.co.uk/news/1").outlet == "BBC"
    assert clean(f"{BODY}\n© The Vale Gazette(www.example.org). All rights reserved.").outlet == "The Vale Gazette"
    assert (
        clean(f"{TITLE}\n\nSign up now: Get FT's newsletters delivered to your inbox\n\n{BODY}").outlet
        == "Financial Times"
    )
    assert clean(BODY).outlet is None
    own = clean(f"(CNN) — {BODY}", outlet="cnn.com")
    assert own.credits == ()


# --- frame ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Top", DropReason.FRAME),
        ("Advertisement Continue reading the main story", DropReason.FRAME),
        ("bar_progress", DropReason.FRAME),
        ("본문 바로가기", DropReason.FRAME),
        ("Read or Share this story: http://example.org/1", DropReason.FRAME),
        ("This is a breaking news story, more follows...", DropReason.FRAME),
        ("Updated: 2021-03-04 09:53", DropReason.FRAME),
        ("Scroll down for video", DropReason.FRAME),
        ("https://example.org/ferry", DropReason.FRAME),
        ("Comments are closed.", DropReason.FRAME),
        ("Sign up now: Get our newsletters delivered to your inbox", DropReason.SUBSCRIPTION),
        ("With your account you can comment. Please create a display name in your profile.", DropReason.SUBSCRIPTION),
        ("Related: What to know about ferries", DropReason.RELATED),
        ("READ MORE: What to know about ferries", DropReason.RELATED),
        ("See more on", DropReason.RELATED),
        ("[What to know about ferries and the harbour]", DropReason.RELATED),
        ("Image copyright Getty Images Image caption The ferry on the bank", DropReason.CAPTION),
        ("FILE - In this Jan. 4, 2020, file photo, the ferry lies at Port Vale. (Ana Soto, File)", DropReason.CAPTION),
        ("The ferry lay on the bank for two days. (Lee Marsh/AFP)", DropReason.CAPTION),
        ("The ferry on the bank on Monday.Lee Marsh / Agence France-Presse", DropReason.CAPTION),
        ("Lee Marsh / Reuters The ferry is seen on the bank off Port Vale on Monday.", DropReason.CAPTION),
        ("1/3 The ferry Lee Marsh 2/3 The bank PA 3/3 The tug", DropReason.CAPTION),
        ("PHOTO: EPA-EFE", DropReason.PHOTO_CREDIT),
        ("(Courtesy of Vale Harbour Office)", DropReason.PHOTO_CREDIT),
        ("[Image source=AFP Vale News]", DropReason.PHOTO_CREDIT),
        ("The ferry is stuck! pic.twitter.com/abc — Ana (@ana) March 4, 2021", DropReason.EMBED),
        ("Our thoughts are with them. Posted by Vale Harbour on Monday, 4 March 2021", DropReason.EMBED),
        ("Copyright 2021 Vale Gazette. All rights reserved.", DropReason.COPYRIGHT),
    ],
)  # fmt: skip
def test_frame_by_form(line: str, reason: DropReason) -> None:
    article = clean(f"{TITLE}\n\n{LEDE}\n{SECOND}\n{line}\n{THIRD}\n{FOURTH}")
    assert reasons(article) == {line: reason}
    assert body(article) == BODY


@pytest.mark.parametrize(
    "sentence",
    [
        "Related: that is what the two cases are, the judge said, and so they will be heard as one before the summer.",
        "Photographs of the ferry were shared on Twitter within minutes, and a video was watched by thousands.",
        "Email was down for hours.",
        "The company asked its subscribers to sign up again after the breach, and sent a newsletter to say so.",
        "“Read more and write less,” he told them.",
        "The picture that emerged was of a tired crew (the captain had slept four hours).",
        "Updated rules will be published on Tuesday, the ministry said in a statement to the press.",
        "In this harbour, a photo is seldom taken.",
        "Following the accident, the harbour was closed.",
        "Top officials met on Sunday.",
        "Get out, the captain told them.",
        "Subscribers of the ferry line get their money back.",
        "By noon the sea was calm again.",
        "The Reuters reporter on board filmed it all.",
    ],
)
def test_sentences_of_the_story_are_kept(sentence: str) -> None:
    article = clean(f"{TITLE}\n\n{LEDE}\n{SECOND}\n{sentence}\n{THIRD}\n{FOURTH}")
    assert sentence in body(article)


def test_captions_without_a_stop_are_told_by_repetition_and_neighbours() -> None:
    caption = "A ferry with sixty people aboard ran aground off Port Vale on Monday morning"
    article = clean(f"{TITLE}\n\n{LEDE}\n{caption}\n{SECOND}\n{THIRD}\n{FOURTH}")
    assert reasons(article) == {caption: DropReason.CAPTION}


def test_crossheads_stay() -> None:
    article = clean(f"{TITLE}\n\n{LEDE}\n{SECOND}\nCalm sea\n{THIRD}\n{FOURTH}")
    assert "Calm sea" in body(article)


def test_a_sentence_that_lacks_its_stop_stays() -> None:
    bare = (
        "The harbour master, who had warned of the bank for years in letters to the ministry and to the company, "
        "said on Tuesday that he would not stay in his post"
    )
    for text in (f"{TITLE}\n\n{LEDE}\n{bare}\n{SECOND}\n{THIRD}", f"{TITLE}\n\n{LEDE}\n{SECOND}\n{THIRD}\n{bare}"):
        assert bare in body(clean(text))


def test_a_picture_and_its_text_say_the_same() -> None:
    one = "Harbour master Lee Marsh said that he had warned of the bank for many years."
    two = "Vale harbour master Lee Marsh said that he had warned of the bank for many years."
    article = clean(f"{TITLE}\n\n{one}\n\n{two}\n\nPHOTO: EPA\n\n" + BODY.replace("\n", "\n\n"))
    assert body(article) == BODY
    assert reasons(article)[one] is DropReason.CAPTION


def test_headlines_under_a_label_and_at_the_end() -> None:
    heads = "Tug sinks in Sea City harbour\nMinister to visit Vale next week"
    article = clean(f"{TITLE}\n\n{BODY}\nRead More:\n{heads}")
    assert body(article) == BODY
    assert set(reasons(article).values()) == {DropReason.RELATED}


def test_a_gallery_with_its_name() -> None:
    gallery = "Vale in pictures\n12 show all Vale in pictures\n1/12 The ferry PA\n2/12 The bank AFP/Getty"
    article = clean(f"{TITLE}\n\n{LEDE}\n{SECOND}\n{gallery}\n{THIRD}\n{FOURTH}")
    assert body(article) == BODY


def test_lines_that_several_inputs_share_are_frame() -> None:
    frame = "Vale Gazette weather and tides"
    council = (
        "The council of Sea City voted for the budget on Monday night, the mayor said.\n"
        "It was a close vote after a debate that had lasted for nine hours.\n"
        "Nobody left early, and the mayor thanked both sides for their patience."
    )
    texts = [
        f"{TITLE}\n\n{LEDE}\n{SECOND}\n{frame}\n\nPHOTO: EPA\n{THIRD}\n{FOURTH}",
        f"Council of Sea City votes for the budget\n\n{frame}\n{council}",
    ]
    documents = [Document(source=f"{n}.txt", text=t) for n, t in enumerate(texts)]
    articles, _ = clean_documents(documents, config=Config(), identify=english)
    assert all(frame not in body(a) for a in articles)


def test_an_outlets_own_summary_is_body_without_its_label() -> None:
    article = clean(f"{TITLE}\n\nStory highlights Ferry had left the channel\nDivers found no damage\n(CNN) {BODY}")
    assert body(article) == f"Ferry had left the channel\nDivers found no damage\n{BODY}"
    assert title(article) == TITLE


# --- mending -------------------------------------------------------------------------------------
def test_a_sentence_broken_by_links_is_one_paragraph() -> None:
    broken = "The ferry left the channel\n\nafter a warning from\n\nPort Vale\n\n, the harbour office said\n\n."
    text = f"{TITLE}\n\n{broken}\n\n{SECOND}\n\n{THIRD}"
    article = clean(text)
    assert len(article.paragraphs[0]) == 5
    assert body(article).split("\n")[0] == (
        "The ferry left the channel after a warning from Port Vale, the harbour office said."
    )
    for piece in article.paragraphs[0]:
        assert text[piece.start : piece.end].strip()


def test_hand_wrapped_text_is_read_by_paragraphs() -> None:
    lines = [
        "A ferry with sixty people aboard ran aground off Port Vale on",
        "Monday morning, the harbour office said, and lifeboats were",
        "sent out at once. Nobody was hurt.",
    ]
    more = [
        "Divers who went down at noon found no damage to the hull of",
        "the ship, which is to be towed to Sea City when the tide is",
        "high, perhaps as early as Tuesday.",
    ]
    last = [
        "The company said that it would look into why the captain had",
        "left the channel, and that all passengers would get their",
        "money back. It gave no date.",
    ]
    article = clean("\n\n".join("\n".join(x) for x in (lines, more, last)))
    assert len(article.paragraphs) == 3
    assert body(article).split("\n")[0] == " ".join(lines)


# --- the rest ------------------------------------------------------------------------------------
def test_language_duplicates_and_frames_without_a_body() -> None:
    documents = [
        Document(source="a.txt", text=BODY),
        Document(source="a.txt", text=BODY),
        Document(source="b.txt", text=BODY),
        Document(source="c.txt", text=BODY.replace("ferry", "Fähre")),
        Document(source="d.txt", text="Advertisement\nCopyright 2021 Vale Gazette. All rights reserved."),
    ]
    articles, rejections = clean_documents(
        documents, config=Config(), identify=lambda text: "de" if "Fähre" in text else "en"
    )
    assert [a.source for a in articles] == ["a.txt", "b.txt"]
    assert articles[0].id != articles[1].id
    assert {r.id: r.reason for r in rejections} == {
        "a.txt": RejectReason.DUPLICATE,
        "c.txt": RejectReason.UNSUPPORTED_LANGUAGE,
        "d.txt": RejectReason.NO_BODY,
    }
    assert "'de'" in next(r.detail for r in rejections if r.id == "c.txt")


def test_the_date_that_the_frame_states() -> None:
    for line, stated in (
        ("Updated: 2021-03-04 09:53", "2021-03-04"),
        ("Published March 4, 2021", "2021-03-04"),
        ("Wed 3 Mar 2021 10.15 GMT", "2021-03-03"),
        ("Published 31 February 2021", None),
        ("Published 3/4/2021", None),
    ):
        article = clean(f"{TITLE}\n\n{line}\n{BODY}")
        assert (article.published, article.published_from) == (stated, PublishedFrom.TEXT if stated else None), line
    given = clean(f"{TITLE}\n\nUpdated: 2021-03-04 09:53\n{BODY}", published="2021-03-01")
    assert (given.published, given.published_from) == ("2021-03-01", PublishedFrom.GIVEN)
    told = f"{TITLE}\n\n{LEDE}\n{SECOND}\nThe ship was built on March 4, 1999, in Sea City.\n{THIRD}"
    assert clean(told).published is None


def test_fields_are_carried() -> None:
    article = clean(BODY, row_id="7", published="2021-03-04", raw_hash="x", extra={"mood": 1})
    assert (article.row_id, article.published, article.published_from) == ("7", "2021-03-04", PublishedFrom.GIVEN)
    assert article.extra == {"mood": 1}
    assert article.language == "en"
    assert clean(BODY).published_from is None
