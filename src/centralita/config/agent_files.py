"""The commands about agents as files."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from centralita.config.endings import explained
from centralita.config.launch import database
from centralita.studio.imports.domain.choosing import Choice, NotChosen

if TYPE_CHECKING:
    from centralita.kit.errors import AppError
    from centralita.kit.ids import OrganizationId
    from centralita.studio.imports.models import AgentImport


def run_export(organization: str, agent: str, *, kind: str, output: Path | None) -> int:
    """Write an agent's file; what it does not say goes beside it, to whoever asked."""
    with explained(), database():
        import django

        django.setup()
        from centralita.kit.ids import OrganizationId, from_text
        from centralita.studio.imports import commands
        from centralita.studio.imports.domain.telling import left_out_line
        from centralita.studio.imports.exporting import Format

        exported = commands.export(
            OrganizationId(from_text("org", organization)), from_text("agt", agent), cast("Format", kind)
        )
        for loss in exported.losses:
            line = left_out_line(loss.how, loss.node, loss.sentences["en"], blocking=loss.blocking)
            click.echo(line, err=True)
        if exported.secrets:
            click.echo(f"{exported.secrets} secrets were left out.", err=True)
        if output is None:
            click.echo(exported.content, nl=False)
        else:
            output.write_text(exported.content, encoding="utf-8", newline="\n")
        return 0


def run_import(
    organization: str,
    files: Sequence[Path],
    *,
    agent: str | None,
    choice: Choice,
    name: str | None,
    language: str | None,
) -> int:
    """Make agents of files, or replace the draft of one; 1 when one that was wanted could not be made."""
    with explained(), database():
        import django

        django.setup()
        from centralita.kit.errors import AppError
        from centralita.kit.ids import OrganizationId, from_text
        from centralita.studio.imports import commands

        organization_id = OrganizationId(from_text("org", organization))
        try:
            if agent is not None:
                if len(files) != 1:
                    raise click.UsageError("A draft is replaced by one file.")
                agent_id = from_text("agt", agent)
                replaced = commands.replace(organization_id, agent_id, files[0])
                for line in replaced.changes:
                    click.echo(line)
                for line in replaced.stays:
                    click.echo(line, err=True)
                for line in commands.standing_against(organization_id, agent_id):
                    click.echo(line, err=True)
                return 0
            arrived = commands.take(organization_id, files)
        except AppError as error:
            for line in _told(error):
                click.echo(line, err=True)
            return 1
        for line in arrived.left_out:
            click.echo(line, err=True)
        try:
            chosen = [arrived.rows[number] for number in choice.among([row.name for row in arrived.rows])]
        except NotChosen as error:
            commands.forget(organization_id, arrived.rows)
            for line in error.lines:
                click.echo(line, err=True)
            return 1
        made = [row for row in chosen if _made(organization_id, row, name, language, several=len(chosen) > 1)]
        commands.forget(organization_id, [row for row in arrived.rows if row not in made])
        return int(len(made) < len(chosen) or (bool(arrived.left_out) and choice.everything))


def _made(
    organization_id: "OrganizationId",
    row: "AgentImport",
    name: str | None,
    language: str | None,
    *,
    several: bool,
) -> bool:
    """Whether an agent was made; what was lost of it, or why it was not, goes to whoever asked."""
    from centralita.kit.errors import AppError
    from centralita.kit.ids import to_text
    from centralita.studio.imports import commands

    called = f"{row.name}: " if several else ""
    try:
        made, losses = commands.bring_in(organization_id, row, name=name, language=language)
    except AppError as error:
        for line in _told(error):
            click.echo(f"{called}{line}", err=True)
        return False
    for line in losses:
        click.echo(f"{called}{line}", err=True)
    if made.secrets:
        click.echo(f"{called}{made.secrets} secrets were taken out.", err=True)
    if made.agent_id:
        for line in commands.standing_against(organization_id, made.agent_id):
            click.echo(f"{called}{line}", err=True)
    click.echo(to_text("agt", made.agent_id) if made.agent_id else "")
    return True


def _told(error: "AppError") -> list[str]:
    """What was wrong, a line each."""
    from centralita.config.problems import operator_text
    from centralita.studio.imports import commands

    return commands.reasons(error) or [operator_text(error)]


def run_diff(organization: str, agent: str, file: Path) -> int:
    """1 when the file differs from the draft, 2 when that cannot be told."""
    with explained(failure=2), database():
        import django

        django.setup()
        from centralita.kit.errors import AppError
        from centralita.kit.ids import OrganizationId, from_text
        from centralita.studio.imports import commands

        try:
            found = commands.differences(
                OrganizationId(from_text("org", organization)), from_text("agt", agent), file
            )
        except AppError as error:
            for line in _told(error):
                click.echo(line, err=True)
            return 2
        for line in found.changes:
            click.echo(line)
        for line in found.stays:
            click.echo(line, err=True)
        return 1 if found.changes else 0
