import pytest

from variorum.adapters.press import parse_press, read_press
from variorum.errors import ConfigError
from variorum.steps.clean.credits import credit_line, only_agencies, trailing_agency
from variorum.steps.clean.dateline import dateline_of
from variorum.text.gazetteer import body_forms
from variorum.text.press import (
    agency_credited,
    agency_named,
    outlet_named,
    outlet_of_domain,
    own_press,
    owner_of,
    press,
    press_key,
    using,
)

FILE = """
[words]
material = ["hat tip"]

[[agency]]
name = "Meridian"
forms = ["Meridian Wire", "Мередиан"]
credits = ["MER"]
domains = ["meridian.example"]
country = "XX"

[[agency]]
name = "Reuters"
forms = ["Rooters"]

[[outlet]]
name = "The Orlo Courier"
forms = ["Courier"]
domains = ["courier.example"]
owner = "Strait Media"
group = "Courier Titles"
"""


@pytest.fixture
def added():
    return own_press().with_added(parse_press(FILE))


def test_a_file_of_ones_own_is_laid_over_ours(added):
    assert agency_named("Meridian Wire") is None
    with using(added):
        found = agency_named("meridian wire")
        assert found is not None
        assert found.country == "XX"
        assert outlet_named("Courier") == "The Orlo Courier"
        assert outlet_of_domain("https://news.courier.example/x") == "The Orlo Courier"
        assert owner_of("The Orlo Courier") == ("Strait Media", "Courier Titles")
        # What the file says of one of ours is added to what we say.
        named, known = agency_named("Rooters"), agency_named("Reuters")
        assert named is known
        assert named is not None
        assert "reuters.com" in named.domains
        assert "Meridian Wire" in body_forms()
    assert agency_named("Meridian Wire") is None
    assert "Meridian Wire" not in body_forms()


def test_credits_follow_the_lists_in_force(added):
    end = "Nobody was hurt. — Meridian Wire"
    assert trailing_agency(end) is None
    assert credit_line("Hat tip Мередиан") is None
    with using(added):
        found = trailing_agency(end)
        assert found is not None
        assert found[1] == (("Meridian", 19, 32),)
        assert credit_line("Hat tip Мередиан") == (("Meridian", 8, 16),)
        line = dateline_of("HALVIK (MER) — A barge broke loose.")
        assert line is not None
        assert line.names == (("Meridian", 8, 11),)
    assert trailing_agency(end) is None


def test_short_forms_count_in_credits_only(added):
    with using(added):
        assert agency_named("MER") is None
        assert agency_credited("MER") is not None
        assert agency_credited("mer") is None
        assert only_agencies("(MER)") is not None
        assert only_agencies("MER") is None
        assert trailing_agency("It is over. MER") is None
        assert trailing_agency("It is over. (MER)") is not None


def test_what_was_added_is_part_of_the_settings(added):
    assert own_press().added == ""
    assert added.added != own_press().with_added(parse_press('[[outlet]]\nname = "The Ledger"')).added
    assert press() is own_press()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[[agency]]\nname = "X"\nfroms = ["x"]', "line 3: [[agency]]"),
        ('[[agency]]\nname = "X"\n\n[[agency]]\nname = "Y"\nforms = "y"', "line 6: [[agency]]"),
        ("[[outlet]]\nforms = []", "line 1: [[outlet]]: Object missing required field `name`"),
        ('[agency]\nname = "X"', "two brackets"),
        ('[[agence]]\nname = "X"', "'agence' is no table"),
        ("x = ", "line 1"),
        ('[[agency]]\nname = " "', "line 2: [[agency]]: `name` holds an empty name"),
        ('[[agency]]\nname = "X"\ndomains = [""]', "line 3: [[agency]]: `domains`"),
        ('[[owner]]\nname = "X"', "missing required field `source`"),
    ],
)
def test_errors_name_the_line_and_the_key(text, told):
    with pytest.raises(ConfigError) as error:
        parse_press(text, name="mine.toml")
    assert told in str(error.value)
    assert str(error.value).startswith("mine.toml, line ")


def test_files_that_cannot_be_read(tmp_path):
    with pytest.raises(ConfigError, match="cannot read"):
        read_press(tmp_path / "absent.toml")
    bad = tmp_path / "bad.toml"
    bad.write_bytes(b'[[agency]]\nname = "\xff"')
    with pytest.raises(ConfigError, match="line 2: the bytes are no UTF-8"):
        read_press(bad)
    marked = tmp_path / "marked.toml"
    marked.write_bytes(b'\xef\xbb\xbf[[agency]]\r\nname = "X"\r\n')
    assert read_press(marked).agency[0].name == "X"


def test_every_fact_of_ours_has_a_source():
    lists = own_press()
    assert all(a.domains or a.source for a in lists.agencies)
    sources = {o.name: o.source for o in lists.owners}
    assert all(o.owner in sources for o in lists.outlets if o.owner is not None)
    assert all(s.startswith(("https://", "http://")) for s in sources.values())
    assert set(sources) == {o.owner for o in lists.outlets if o.owner is not None}


def test_no_form_names_two_agencies():
    of: dict[str, str] = {}
    for agency in own_press().agencies:
        for form in {press_key(f) for f in agency.forms} | set(agency.credits):
            assert of.setdefault(form, agency.name) == agency.name


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("With AFP inputs", "Agence France-Presse"),
        ("Mit Material von dpa", "Deutsche Presse-Agentur"),
        ("Quelle: dpa", "Deutsche Presse-Agentur"),
        ("Le Courrier avec AFP", "Agence France-Presse"),
        ("Con información de EFE", "EFE"),
        ("Fonte: ANSA", "ANSA"),
        ("com informações da Lusa", "Lusa"),
        ("Источник: ТАСС", "TASS"),
        ("Kaynak: AA", "Anadolu Agency"),
        ("المصدر: رويترز", "Reuters"),
        ("来源：新华社", "Xinhua"),
        ("출처: 연합뉴스", "Yonhap"),
    ],
)
def test_credit_lines_in_many_languages(line, name):
    found = credit_line(line)
    assert found is not None
    assert [n for n, _, _ in found] == [name]


@pytest.mark.parametrize(
    "line", ["She has a contract with AFP.", "Foto: dpa", "He told Reuters so", "A match with EFE."]
)
def test_other_lines_are_no_credits(line):
    assert credit_line(line) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Berlin (dpa) - Es war ein langer Tag.", "Deutsche Presse-Agentur"),
        ("Madrid, 2 oct (EFE).- El ministro habló.", "EFE"),
        ("МОСКВА, 2 октября. /ТАСС/. Министр приехал.", "TASS"),
        ("(서울=연합뉴스) 김철수 기자 = 정부는", "Yonhap"),
        ("【ロンドン＝共同】首相は", "Kyodo"),
        ("新华社北京10月2日电 外交部", "Xinhua"),
        ("القاهرة (أ ف ب) - قال الوزير", "Agence France-Presse"),
        ("ANKARA (AA) - Bakan geldi.", "Anadolu Agency"),
    ],
)
def test_datelines_in_many_languages(text, name):
    found = dateline_of(text)
    assert found is not None
    assert [n for n, _, _ in found.names] == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [("終わった。（共同）", "Kyodo"), ("Все кончено. /ТАСС/", "TASS"), ("La fin. (avec AFP)", "Agence France-Presse")],
)
def test_end_credits_in_many_languages(text, name):
    found = trailing_agency(text)
    assert found is not None
    assert [n for n, _, _ in found[1]] == [name]
