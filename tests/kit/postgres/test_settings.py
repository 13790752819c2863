"""How much memory the server takes: a share of what there is, and of no more than a container may have."""

import os
from pathlib import Path

import pytest

from centralita.kit.postgres import settings
from centralita.kit.postgres.layout import Account, Layout


@pytest.mark.parametrize(
    ("held_to", "buffers"), [("268435456\n", 128), ("2147483648\n", 256), ("max\n", None), (None, None)]
)
def test_a_server_takes_an_eighth_of_what_its_container_may_have(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, held_to: str | None, buffers: int | None
) -> None:
    limit = tmp_path / "memory.max"
    if held_to is not None:
        limit.write_text(held_to)
    monkeypatch.setattr(settings, "_HELD_TO", limit)
    machine = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2**20
    most = min(max(machine // 8, 128), 1024)
    layout = Layout(tmp_path, tmp_path, Account(os.getuid(), os.getgid(), "me"), tmp_path)
    settings.write_settings(layout, durable=True)
    written = (tmp_path / "postgresql.conf").read_text()
    assert f"shared_buffers = '{min(buffers or most, most)}MB'" in written
