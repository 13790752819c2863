"""What the documentation says can be followed: its links lead somewhere, its commands exist, its program runs."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from centralita.cli import main
from tests.live.talk import api_channel, published_agent
from tests.people import Member

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "deploy").glob("*.md")])


def code(text: str) -> str:
    """What stands in fences and backticks."""
    return "\n".join(re.findall(r"```.*?```", text, re.DOTALL) + re.findall(r"(?<!`)`[^`\n]+`(?!`)", text))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8")):
        if "://" not in target and not target.startswith("#"):
            assert (page.parent / target.partition("#")[0]).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_exists(page: Path) -> None:
    text = code(page.read_text("utf-8"))
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z][a-z-]*)", text)) <= targets
    commands = re.findall(r"(?:^|[`/$] ?|&& )centralita ([a-z][a-z-]+)(?![a-z.-])", text, re.MULTILINE)
    assert set(commands) <= set(main.commands)


def test_every_setting_that_is_named_exists() -> None:
    example = (ROOT / ".env.example").read_text("utf-8")
    apart = {"CENTRALITA_OWNER_PASSWORD", "CENTRALITA_APP_PASSWORD", "CENTRALITA_BACKUP_PASSWORD"}
    # Of the command line at another installation: read by whoever asks, not by what is installed.
    apart |= {"CENTRALITA_URL", "CENTRALITA_API_KEY"}
    # How large a test is: read by the tests, not by what is installed.
    tests_only = {
        f"CENTRALITA_{name}" for name in ("EXAMPLES", "SCHEMA_EXAMPLES", "HOSTILE", "OUTAGE_CALLS", "CUTS")
    }
    tests_only |= {"CENTRALITA_XSS", "CENTRALITA_BLNS"}
    for page in PAGES:
        named = set(re.findall(r"\bCENTRALITA_[A-Z_]*[A-Z]\b", page.read_text("utf-8")))
        assert {each for each in named if f"\n{each}=" not in example} <= apart | tests_only, page


def test_every_page_is_reached_from_the_index() -> None:
    index = (ROOT / "docs/README.md").read_text("utf-8")
    for page in (ROOT / "docs").rglob("*.md"):
        place = page.relative_to(ROOT / "docs")
        if place.parts[0] != "decisions" and place.name != "README.md":
            assert f"({place})" in index, place


def test_decisions_are_numbered_without_a_gap_and_say_why() -> None:
    pages = sorted((ROOT / "docs/decisions").glob("*.md"))
    assert [int(page.name[:4]) for page in pages] == list(range(1, len(pages) + 1))
    for page in pages:
        text = page.read_text("utf-8")
        assert text.startswith(f"# {page.name[:4]}. "), page.name
        assert "**Decided:**" in text, page.name
        assert "**Because**" in text, page.name


@pytest.mark.database
def test_the_program_of_the_chat_api_page_runs(server: str, member: Member, tmp_path: Path) -> None:
    page = (ROOT / "docs/how-to/use-the-chat-api.md").read_text("utf-8")
    [program] = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    key = api_channel(member, published_agent(member))
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | {"CENTRALITA": server, "KEY": key, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("agent: ") >= 2
