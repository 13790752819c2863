"""The commands about agents at an installation that is reached over its API: as those beside its database."""

import contextlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from centralita.config.endings import explained
from centralita.config.remote import Remote, RemoteFailed
from centralita.studio.agents.domain.diff import Change
from centralita.studio.imports.domain.choosing import Choice, NotChosen
from centralita.studio.imports.domain.telling import (
    change_lines,
    left_out_line,
    loss_line,
    problem_line,
    stays_line,
)
from centralita.studio.scenarios.domain.showing import called_off_line, result_lines

_FIRST_LOOK = 0.5
_LONGEST_BETWEEN = 10.0
_SLOWER = 1.5


@contextlib.contextmanager
def _told(code: int = 1) -> Iterator[None]:
    """What went wrong as lines, and `code`."""
    with explained(failure=code):
        try:
            yield
        except RemoteFailed as error:
            for line in error.lines:
                click.echo(line, err=True)
            raise SystemExit(code) from None


def run_scenarios(
    url: str,
    organization: str,
    agent: str,
    *,
    number: int | None,
    junit: Path | None,
    as_json: Path | None,
    seconds: int,
) -> int:
    """Have an agent's scenarios held there, wait for them at most so long, and tell; 1 when one does not pass."""
    with _told(), Remote.from_environment(url, organization) as remote:
        run = remote.post(f"/agents/{agent}/scenario-runs", {"version": number})
        try:
            run = _ended(remote, run["id"], seconds)
        except KeyboardInterrupt as stopped:
            stopped.add_note(_called_off(_cancel(remote, run["id"])))
            raise
        results = run["results"]
        for result in results:
            # An older installation tells no reasons.
            lines = result_lines(result["name"], bool(result["passed"]), result.get("failures", ()))
            click.echo("\n".join(lines))
        if junit is not None:
            junit.write_bytes(remote.get_bytes(f"/scenario-runs/{run['id']}/junit"))
        if as_json is not None:
            as_json.write_text(json.dumps(run, indent=2, ensure_ascii=False), encoding="utf-8")
        passed = sum(bool(result["passed"]) for result in results)
        click.echo(f"{passed} of {len(results)} passed.")
        if run["state"] == "cancelled":
            click.echo("The run was stopped before all were held.", err=True)
        return 0 if passed == len(results) else 1


def _ended(remote: Remote, run_id: str, seconds: int) -> Any:
    """The run once nothing more comes of it. A run that takes too long is called off, and RemoteFailed."""
    until, between = remote.pace.clock() + seconds, _FIRST_LOOK
    while True:
        run = remote.get(f"/scenario-runs/{run_id}")
        if run["state"] in ("done", "cancelled"):
            return run
        left = until - remote.pace.clock()
        if left <= 0:
            _cancel(remote, run_id)
            held = run["passed"] + run["failed"]
            raise RemoteFailed(
                f"After {seconds} seconds {held} of {run['total']} scenarios were held; the run was called off."
                " Give it longer with --timeout."
            )
        remote.pace.sleep(min(between, left))
        between = min(between * _SLOWER, _LONGEST_BETWEEN)


def _cancel(remote: Remote, run_id: str) -> Any:
    """The run as it stands then; None when it had ended meanwhile, or is not reached."""
    with contextlib.suppress(RemoteFailed):
        return remote.post(f"/scenario-runs/{run_id}/cancel")
    return None


def _called_off(run: Any) -> str:
    if run is None:
        return "Stopped; what became of the run, its page tells."
    return called_off_line(run["passed"] + run["failed"], run["total"])


def run_export(url: str, organization: str, agent: str, *, kind: str, output: Path | None) -> int:
    """Write an agent's file; what it does not say goes beside it, to whoever asked."""
    with _told(), Remote.from_environment(url, organization) as remote:
        exported = remote.get(f"/agents/{agent}/export?format={kind}")
        for loss in exported["losses"]:
            line = left_out_line(loss["how"], loss["node"], loss["message"], blocking=loss["blocking"])
            click.echo(line, err=True)
        if exported["secrets_removed"]:
            click.echo(f"{exported['secrets_removed']} secrets were left out.", err=True)
        if output is None:
            click.echo(exported["content"], nl=False)
        else:
            output.write_text(exported["content"], encoding="utf-8", newline="\n")
        return 0


def run_import(
    url: str,
    organization: str,
    files: Sequence[Path],
    *,
    agent: str | None,
    choice: Choice,
    name: str | None,
    language: str | None,
) -> int:
    """Make agents of files, or replace the draft of one; 1 when one that was wanted could not be made."""
    if agent is not None and len(files) != 1:
        raise click.UsageError("A draft is replaced by one file.")
    with _told(), Remote.from_environment(url, organization) as remote:
        if agent is not None:
            _show(remote.post(f"/agents/{agent}/file", files=_parts(files, "file")))
            for line in _standing_against(remote, agent):
                click.echo(line, err=True)
            return 0
        first = remote.post("/agent-imports", files=_parts(files, "files"))
        rows, left_out = [first], []
        if first["upload"]:
            upload = remote.get(f"/agent-uploads/{first['upload']}")
            rows, left_out = upload["items"], upload["left_out"]
        for one in left_out:
            click.echo(f"{one['name']}: {one['message']}", err=True)
        try:
            chosen = [rows[number] for number in choice.among([row["name"] for row in rows])]
        except NotChosen as error:
            _forget(remote, rows)
            raise RemoteFailed(*error.lines) from None
        unwanted = [row for row in rows if row not in chosen]
        failed = bool(left_out) and choice.everything
        for row in chosen:
            try:
                _make(remote, row, name=name, language=language, several=len(chosen) > 1)
            except RemoteFailed as error:
                failed = True
                unwanted.append(row)
                for line in error.lines:
                    click.echo(f"{row['name']}: {line}" if len(chosen) > 1 else line, err=True)
        _forget(remote, unwanted)
        return int(failed)


def _make(remote: Remote, row: Any, *, name: str | None, language: str | None, several: bool) -> None:
    """One agent, and what was lost of it. Raises RemoteFailed."""
    wish = {
        "name": name or row["name"],
        "language": language or row["language"],
        "kind": row["kind"] or "both",
        "purpose": row["purpose"] or "inbound",
    }
    made = remote.post(f"/agent-imports/{row['id']}/agent", wish)
    called = f"{row['name']}: " if several else ""
    for loss in made["losses"]:
        click.echo(f"{called}{loss_line(loss['flow'], loss['node'], loss['message'])}", err=True)
    if made["secrets_removed"]:
        click.echo(f"{called}{made['secrets_removed']} secrets were taken out.", err=True)
    if made["agent"]:
        for line in _standing_against(remote, made["agent"]["id"]):
            click.echo(f"{called}{line}", err=True)
    click.echo(made["agent"]["id"] if made["agent"] else "")


def _standing_against(remote: Remote, agent: str) -> list[str]:
    """What keeps an agent's draft from being published."""
    draft = remote.get(f"/agents/{agent}/draft")
    names = {node["id"]: node["name"] for flow in draft["blueprint"]["flows"] for node in flow["nodes"]}
    return [
        problem_line(names.get(each["node_id"]) or each["node_id"] or "", each["message"])
        for each in draft["problems"]
        if each["severity"] == "error"
    ]


def _forget(remote: Remote, rows: Sequence[Any]) -> None:
    """What nobody wanted. Where that fails it is forgotten there in time."""
    for row in rows:
        with contextlib.suppress(RemoteFailed):
            remote.delete(f"/agent-imports/{row['id']}")


def run_diff(url: str, organization: str, agent: str, file: Path) -> int:
    """1 when the file differs from the draft, 2 when that cannot be told."""
    with _told(2), Remote.from_environment(url, organization) as remote:
        found = remote.post(f"/agents/{agent}/file/compare", files=_parts([file], "file"))
        _show(found)
        return 1 if found["changes"] else 0


def _parts(files: Sequence[Path], field: str) -> list[tuple[str, tuple[str, bytes]]]:
    return [(field, (path.name, path.read_bytes())) for path in files]


def _show(found: Any) -> None:
    """What a file changes, and what it leaves although it says nothing of it."""
    for change in found["changes"]:
        for line in change_lines(Change(**change)):
            click.echo(line)
    # An older installation does not tell.
    for name in found.get("only_here", ()):
        click.echo(stays_line(name), err=True)
