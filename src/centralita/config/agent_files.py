"""The commands about agents as files."""

from collections.abc import Sequence
from pathlib import Path
from typing import cast

import click

from centralita.config.launch import database, explained


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
            click.echo(left_out_line(loss.how, loss.node, loss.sentences["en"]), err=True)
        if exported.secrets:
            click.echo(f"{exported.secrets} secrets were left out.", err=True)
        if output is None:
            click.echo(exported.content, nl=False)
        else:
            output.write_text(exported.content, encoding="utf-8")
        return 0


def run_import(
    organization: str, files: Sequence[Path], *, agent: str | None, name: str | None, language: str | None
) -> int:
    """Make an agent of files, or replace the draft of one; 1 when nothing could be read."""
    with explained(), database():
        import django

        django.setup()
        from centralita.kit.errors import AppError
        from centralita.kit.ids import OrganizationId, from_text, to_text
        from centralita.studio.imports import commands

        organization_id = OrganizationId(from_text("org", organization))
        try:
            if agent is not None:
                if len(files) != 1:
                    raise click.UsageError("A draft is replaced by one file.")
                for line in commands.replace(organization_id, from_text("agt", agent), files[0]):
                    click.echo(line)
                return 0
            row, losses = commands.bring_in(organization_id, files, name=name, language=language)
        except AppError as error:
            for line in commands.told(error):
                click.echo(line, err=True)
            return 1
        for line in losses:
            click.echo(line, err=True)
        if row.secrets:
            click.echo(f"{row.secrets} secrets were taken out.", err=True)
        click.echo(to_text("agt", row.agent_id) if row.agent_id else "")
        return 0


def run_diff(organization: str, agent: str, file: Path) -> int:
    """1 when the file differs from the draft, 2 when it cannot be read."""
    with explained(), database():
        import django

        django.setup()
        from centralita.kit.errors import AppError
        from centralita.kit.ids import OrganizationId, from_text
        from centralita.studio.imports import commands

        try:
            lines = commands.differences(
                OrganizationId(from_text("org", organization)), from_text("agt", agent), file
            )
        except AppError as error:
            for line in commands.told(error):
                click.echo(line, err=True)
            return 2
        for line in lines:
            click.echo(line)
        return 1 if lines else 0
