"""Whatever a user can give, get or be refused is documented; each test names what is not."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest
from page_story import ferry

import variorum
from variorum.cli import app
from variorum.config import Config
from variorum.exports.formats import FORMS
from variorum.exports.tables import TABLES, table
from variorum.http.api.answers import PREFIX
from variorum.http.api.routes import ENDPOINTS
from variorum.http.app import Limits
from variorum.http.security import Rules
from variorum.records.checking import CheckedSentence, Verdict
from variorum.records.correction import Join, Passage, Reject, Relabel, Split
from variorum.records.page import KnownFrom, Page
from variorum.records.report import Report
from variorum.records.revision import ChangeKind, ClaimChange, ClaimStatus, Revision, VersionClaim
from variorum.records.revision import Verdict as RevisionVerdict
from variorum.records.source import DropReason, RejectReason
from variorum.records.story import Coverage, Direction, LineageRelation, Sureness, VariantKind, VariantRelation
from variorum.records.story_stream import EventKind, Placement, StoryEvent
from variorum.text.press_list import PressList

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
SOURCE = ROOT / "src" / "variorum"


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def section(text: str, heading: str) -> str:
    """What stands under a heading, as far as the next one of its level or a higher one."""
    level = len(heading) - len(heading.lstrip("#"))
    upto = rf"(?=^#{{1,{level}}} |\Z)"
    found = re.search(rf"^{re.escape(heading)}(?: [^\n]*)?\n(.*?){upto}", text, re.MULTILINE | re.DOTALL)
    assert found, f"no heading {heading!r}"
    return found[1]


def in_code(text: str) -> set[str]:
    """Every word that stands in code, in backquotes or in a block."""
    text = re.sub(r"^```\w*", "", text, flags=re.MULTILINE)
    pieces = re.findall(r"`([^`]+)`", re.sub(r"^```$.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL))
    return {word for piece in pieces for word in re.findall(r"[\w-]+", piece)}


def missing(names: object, text: str) -> set[str]:
    return {str(name) for name in names} - in_code(text)


@pytest.fixture(scope="module")
def tables() -> ModuleType:
    """What the site makes of the types."""
    spec = importlib.util.spec_from_file_location("site_tables", DOCS / "site" / "tables.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# -- commands ---------------------------------------------------------------------------------------------------------

COMMANDS = next(a for a in app._parser()._actions if a.dest == "command").choices


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_option_and_choice_of_a_command_is_documented(name: str) -> None:
    text = page("reference/cli.md")
    own, first = section(text, f"## variorum {name}"), section(text, "## variorum compare")
    for action in COMMANDS[name]._actions:
        options = [o for o in action.option_strings if o.startswith("--") and o != "--help"]
        assert [o for o in options if not re.search(rf"`[^`]*{o}\b", own)] == []
        # Where an option is "as for compare" its words are not told again.
        assert [c for c in action.choices or () if not re.search(rf"\b{re.escape(c)}\b", own + first)] == []


def test_every_exit_code_is_documented() -> None:
    told = in_code(section(page("reference/cli.md"), "## Exit codes")) | set(
        re.findall(r"^\| (\d+) \|", section(page("reference/cli.md"), "## Exit codes"), re.MULTILINE)
    )
    assert {str(code) for code in (app.OK, app.FAILURE, app.USAGE, app.REJECTIONS)} <= told


def test_every_reason_is_documented() -> None:
    assert missing(RejectReason, section(page("reference/cli.md"), "## Why an input is not read")) == set()
    assert missing(DropReason, section(page("reference/report.md"), "## Why a part is left out")) == set()


@pytest.mark.parametrize(
    ("heading", "records"),
    [
        ("## variorum stories", (Placement, StoryEvent)),
        ("## variorum revisions", (Revision, ClaimChange, VersionClaim)),
        ("## variorum check", (CheckedSentence,)),
    ],
)
def test_every_field_of_a_row_is_documented(heading: str, records: tuple[type, ...]) -> None:
    renamed = {"article": "id"}  # the row's own id takes the article's place
    for record in records:
        names = {renamed.get(f, f) if record is Placement else f for f in record.__struct_fields__}
        assert missing(names, section(page("reference/cli.md"), heading)) == set()


def test_every_word_of_a_closed_list_is_documented() -> None:
    cli, report = page("reference/cli.md"), page("reference/report.md")
    assert missing([*ClaimStatus, *ChangeKind, *RevisionVerdict], section(cli, "## variorum revisions")) <= {
        # told in running words
        *re.findall(r"\w+", section(cli, "## variorum revisions"))
    }
    assert missing(EventKind, section(cli, "## variorum stories")) == set()
    for word in (*Verdict, *VariantKind, *VariantRelation, *Coverage, *LineageRelation, *Direction, *Sureness):
        assert re.search(rf"\b{word}\b", cli + report), word
    assert missing(KnownFrom, page("guides/pages.md")) == set()


# -- settings ---------------------------------------------------------------------------------------------------------


def test_every_setting_is_documented() -> None:
    text = page("reference/settings.md")
    assert missing(Config.__struct_fields__, section(text, "## variorum.Config")) == set()
    server = section(text, "## The server")
    assert missing([*Rules.__struct_fields__, *Limits.__struct_fields__], server) == set()


def test_the_settings_defaults_are_as_documented() -> None:
    rows = re.findall(r"^\| `(\w+)` \| ([^|]*) \|", page("reference/settings.md"), re.MULTILINE)
    told = {name: default.strip().replace(",", "").strip("`") for name, default in rows}

    def shown(value: object) -> str:
        if isinstance(value, tuple):
            return ", ".join(value)
        if value is None or value is False:
            return "none" if value is None else "no"
        return f"{value:g}" if isinstance(value, float) else str(value)

    assert {name: told[name] for name in Config.__struct_fields__} == {
        name: shown(getattr(Config(), name)) for name in Config.__struct_fields__
    }


def test_every_variable_of_the_environment_is_documented() -> None:
    code = "\n".join(p.read_text(encoding="utf-8") for p in SOURCE.rglob("*.py"))
    read = set(re.findall(r"environ(?:\.get\(|\[)\"(\w+)\"", code)) | set(re.findall(r"_VARIABLE = \"(\w+)\"", code))
    assert {"VARIORUM_TOKEN", "NO_COLOR"} <= read
    assert missing(read, section(page("reference/settings.md"), "## The environment")) == set()


def keys_of(record: type) -> set[str]:
    return {str(name) for name in record.__struct_encode_fields__}  # type: ignore[attr-defined]


def test_every_key_of_a_file_is_documented(tables: ModuleType) -> None:
    press = re.findall(r"\w+", page("reference/press-files.md"))
    for record in tables.records_of(PressList):
        assert keys_of(record) <= set(press), record
    corrections = re.findall(r"\w+", page("guides/corrections.md"))
    for record in (Passage, Join, Split, Relabel, Reject):
        assert keys_of(record) <= set(corrections), record


# -- what is written --------------------------------------------------------------------------------------------------


def test_every_part_of_the_report_is_documented() -> None:
    text = page("reference/report.md")
    assert {field for field in Report.__struct_fields__ if f"`{field}" not in text} == set()
    assert missing(keys_of(Page), page("guides/pages.md")) == set()


def test_every_field_of_every_record_has_a_meaning(tables: ModuleType) -> None:
    records = [*tables.report_records(), *tables.answer_records()]
    assert len(records) > 30
    for record in records:
        what, meant = tables.told(record)
        assert what, record
        assert set(meant) == set(record.__struct_fields__), record


def test_schemas_carry_the_meanings() -> None:
    from variorum.exports.json import report_schema
    from variorum.http.api.openapi import described

    for definitions in (report_schema()["$defs"], described(ENDPOINTS)["components"]["schemas"]):
        for name, found in definitions.items():
            assert "Attributes:" not in found["description"], name
            for field, of in found["properties"].items():
                assert of["description"], (name, field)


def test_every_form_and_column_is_documented() -> None:
    text = page("reference/formats.md")
    for form in FORMS.values():
        assert f"| `{form.name}` |" in text
        assert {e for e in form.endings if f"`{e}`" not in text} == set()
    for name in TABLES:
        assert missing(table(ferry(), name).columns, section(text, f"### {name}")) == set(), name


# -- for programs -----------------------------------------------------------------------------------------------------


def test_every_address_and_parameter_is_documented(tables: ModuleType) -> None:
    text, made = page("reference/api.md"), tables.MADE["operations"]()
    for endpoint in ENDPOINTS:
        (row,) = (line for line in text.splitlines() if line.startswith(f"| `{PREFIX}{endpoint.path}` |"))
        assert {p.name for p in endpoint.takes} - set(re.findall(r"\w+", row)) == set(), endpoint.path
        assert f"### GET {PREFIX}{endpoint.path}\n" in made


def test_every_status_is_documented() -> None:
    code = "\n".join(p.read_text(encoding="utf-8") for p in (SOURCE / "http").rglob("*.py"))
    used = set(re.findall(r"(?<![\w.])([45]\d\d)(?=[,:)])", code))
    assert {"400", "401", "403", "404", "409", "413", "421", "429", "500", "503"} <= used
    told = section(page("reference/api.md"), "## Errors")
    assert {s for s in used if not re.search(rf"\b{s}\b", told)} == set()


def test_every_tool_and_parameter_is_documented(tables: ModuleType) -> None:
    text, made = page("reference/agents.md"), tables.MADE["tools"]()
    found = tables.tools()
    assert len(found) >= 5
    for tool in found:
        assert f"| `{tool.name}` |" in text
        for name in tool.input_schema["properties"]:
            assert f"| `{name}` |" in section(made, f"### {tool.name}")


def test_every_python_name_is_documented(tables: ModuleType) -> None:
    text = page("reference/python.md")
    made = "\n".join(tables.MADE[name]() for name in ("calls", "report_class", "store", "errors", "ports"))
    for name in variorum.__all__:
        assert re.search(rf"`(variorum\.)?{name}`", text), name
        assert getattr(variorum, name).__doc__, name
    for name in ("compare", "read", "lineage", "batch", "explain", "open_report", "open"):
        assert f"variorum.{name}" in made


# -- the pages themselves ---------------------------------------------------------------------------------------------


def test_every_page_is_led_to() -> None:
    """The site refuses such a page too; this is told earlier."""
    listed = set(re.findall(r"^(?:.*<)?([\w/-]+)>?$", page("index.md"), re.MULTILINE))
    listed |= {f"decisions/{name}" for name in re.findall(r"\]\(([\w-]+)\.md\)", page("decisions/README.md"))}
    there = {p.relative_to(DOCS).with_suffix("").as_posix() for p in DOCS.rglob("*.md")} - {"index"}
    assert there - listed == set()


def test_every_marker_of_the_site_is_made(tables: ModuleType) -> None:
    asked = {m for p in DOCS.rglob("*.md") for m in re.findall(r"^<!-- made: (\w+) -->$", p.read_text(), re.MULTILINE)}
    assert asked == set(tables.MADE)


def test_a_page_that_leaves_something_out_is_noticed() -> None:
    """The tests above can fail: without its row an option, a reason, a field is missing."""
    text = page("reference/cli.md")
    assert missing(["binary"], re.sub(r"^\| `binary`.*\n", "", text, flags=re.MULTILINE)) == {"binary"}
    assert missing(["severity"], "severity is told, but not as code") == {"severity"}
    assert "--jobs" not in section(text, "## variorum check")

