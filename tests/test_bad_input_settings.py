"""What an operator sets is read or refused by name; and `.env.example` tells of all of it."""

import re
from pathlib import Path

import pytest

from centralita.config.environment import Environment, SettingMalformed
from centralita.config.problems import operator_text

ROOT = Path(__file__).parents[1]
# For tests and measurements; nobody who runs an installation sets them.
OURS = {
    "CENTRALITA_DATABASE_ROLE",
    "CENTRALITA_MIGRATE_VERBOSITY",
    "CENTRALITA_TEST_HOME",
    "CENTRALITA_UNLIMITED",
}
# Read by name in `kit.postgres.provision`, when a server of one's own is prepared.
ELSEWHERE = {"CENTRALITA_OWNER_PASSWORD", "CENTRALITA_APP_PASSWORD", "CENTRALITA_BACKUP_PASSWORD"}

# Set on a build server, for commands to an installation that is elsewhere; the guides tell of them.
REMOTE = {"CENTRALITA_URL", "CENTRALITA_API_KEY"}


def explained() -> dict[str, str]:
    lines = (ROOT / ".env.example").read_text("utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def named_in_code() -> set[str]:
    found: set[str] = set()
    for file in (ROOT / "src").rglob("*.py"):
        text = file.read_text("utf-8")
        found |= set(
            re.findall(r'"((?:CENTRALITA_[A-Z_]*[A-Z])|DATABASE_URL|DATABASE_OWNER_URL|REDIS_URL)"', text)
        )
    return found


def test_every_setting_is_explained() -> None:
    told = set(explained())
    oauth = {name for name in told if name.startswith("CENTRALITA_OAUTH_")}
    assert named_in_code() - told == OURS | ELSEWHERE | REMOTE
    guides = "".join(guide.read_text("utf-8") for guide in (ROOT / "docs" / "how-to").glob("*.md"))
    assert {name for name in REMOTE if name in guides} == REMOTE
    assert told - named_in_code() <= oauth


def test_the_example_as_it_stands_is_understood_and_changes_nothing() -> None:
    values = {name: value.strip('"') for name, value in explained().items()}
    assert Environment.read(values) == Environment.read({})


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("CENTRALITA_ENV", "prod"),
        ("CENTRALITA_PUBLIC_URL", "chat.example.com"),
        ("CENTRALITA_SIGNUP_OPEN", "perhaps"),
        ("CENTRALITA_TRUSTED_PROXIES", "one"),
        ("CENTRALITA_TRUSTED_PROXIES", "-1"),
        ("CENTRALITA_LOG_LEVEL", "LOUD"),
        ("CENTRALITA_DEFAULT_PLAN", "gold"),
        ("CENTRALITA_MODEL_TOKENS_A_DAY", "1e6"),
        ("CENTRALITA_SANDBOX_PACE", "fast"),
        ("CENTRALITA_SANDBOX_PACE", "nan"),
        ("CENTRALITA_SANDBOX_PACE", "-1"),
        ("CENTRALITA_MAIL_URL", "mail.example.com:587"),
        ("CENTRALITA_MAIL_API", "pigeon"),
        ("CENTRALITA_MAIL_API", "../x"),
        ("CENTRALITA_FILES", "/srv/files"),
        ("CENTRALITA_FILES", "s3://me:hush@files"),
        ("DATABASE_URL", "mysql://root:hush@db/centralita"),
    ],
)
def test_what_nobody_understands_is_refused_by_name(variable: str, value: str) -> None:
    with pytest.raises(SettingMalformed) as refused:
        Environment.read({variable: value})
    text = operator_text(refused.value)
    assert variable in text
    assert "hush" not in text
