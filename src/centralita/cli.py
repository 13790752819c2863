"""The command `centralita`."""

import json
import os
import sys
from pathlib import Path

import click

from centralita import __version__

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "centralita.config.settings")


# The address of an installation that is reached over its API; its key comes from the environment alone.
_elsewhere = click.option(
    "--url",
    envvar="CENTRALITA_URL",
    show_envvar=True,
    help="An installation elsewhere, with the key in CENTRALITA_API_KEY; else the one on this machine.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="centralita")
def main() -> None:
    """Build, try, deploy, run and measure agents that talk with your customers."""


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option("--no-worker", is_flag=True, help="Do not start a worker beside the app.")
def up(host: str, port: int, no_worker: bool) -> None:
    """Start everything: PostgreSQL (embedded when DATABASE_URL is not set), the app and a worker."""
    from centralita.config.launch import run_everything

    sys.exit(run_everything(host=host, port=port, worker=not no_worker))


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8001, show_default=True)
@click.option("--workers", default=1, show_default=True, help="Processes.")
def web(host: str, port: int, workers: int) -> None:
    """Serve the control plane: dashboard and API (WSGI)."""
    from centralita.config.launch import run_web

    run_web(host=host, port=port, workers=workers)


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8002, show_default=True)
def live(host: str, port: int) -> None:
    """Serve the live plane: chats, streams, webhooks (ASGI)."""
    from centralita.config.launch import run_live

    run_live(host=host, port=port)


@main.command()
@click.option("--concurrency", default=4, show_default=True, help="Jobs at a time.")
def worker(concurrency: int) -> None:
    """Work through jobs and facts."""
    from centralita.config.launch import run_worker

    run_worker(concurrency=concurrency)


@main.command()
def migrate() -> None:
    """Bring the database's schema up to date, as its owner."""
    from centralita.config.launch import run_migrations

    sys.exit(run_migrations())


@main.command("super-admin")
@click.argument("email")
@click.option("--withdraw", is_flag=True, help="Take the right away instead.")
def super_admin(email: str, withdraw: bool) -> None:
    """Let the person with this address into the platform's area, across organizations."""
    from centralita.config.launch import run_super_admin

    sys.exit(run_super_admin(email, granted=not withdraw))


@main.command("test")
@click.argument("organization")
@click.argument("agent")
@click.option("--version", "number", type=click.IntRange(min=1), help="A published version; else the draft.")
@click.option("--junit", type=click.Path(dir_okay=False, path_type=Path), help="Write JUnit's XML there.")
@click.option("--json", "as_json", type=click.Path(dir_okay=False, path_type=Path), help="Write JSON there.")
@click.option(
    "--timeout",
    "seconds",
    type=click.IntRange(1, 24 * 3600),
    default=1800,
    show_default=True,
    help="With --url: seconds until a run is called off.",
)
@_elsewhere
def test(
    organization: str,
    agent: str,
    number: int | None,
    junit: Path | None,
    as_json: Path | None,
    seconds: int,
    url: str | None,
) -> None:
    """Hold an agent's scenarios (ids as org_… and agt_…); ends with 1 when one does not pass."""
    if url:
        from centralita.config import remote_agents

        sys.exit(
            remote_agents.run_scenarios(
                url, organization, agent, number=number, junit=junit, as_json=as_json, seconds=seconds
            )
        )
    from centralita.config.launch import run_scenarios

    sys.exit(run_scenarios(organization, agent, number=number, junit=junit, as_json=as_json))


@main.command("export")
@click.argument("organization")
@click.argument("agent")
@click.option(
    "--format", "kind", type=click.Choice(["yaml", "json", "retell"]), default="yaml", show_default=True
)
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="A file instead of the screen."
)
@_elsewhere
def export_agent(organization: str, agent: str, kind: str, output: Path | None, url: str | None) -> None:
    """Write an agent's draft (ids as org_… and agt_…) as a file that can live in a repository."""
    if url:
        from centralita.config import remote_agents

        sys.exit(remote_agents.run_export(url, organization, agent, kind=kind, output=output))
    from centralita.config.agent_files import run_export

    sys.exit(run_export(organization, agent, kind=kind, output=output))


@main.command("import")
@click.argument("organization")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option(
    "--agent", help="Replace the draft of this agent by one exported file, instead of making another."
)
@click.option("--all", "everything", is_flag=True, help="Make all of several agents that are in it.")
@click.option(
    "--only", multiple=True, metavar="NAME", help="Of several, make the one of this name. Repeatable."
)
@click.option("--name", help="What the new agent is called.")
@click.option("--language", type=click.Choice(["en", "es", "pt"]), help="What its texts are in.")
@_elsewhere
def import_agent(
    organization: str,
    files: tuple[Path, ...],
    agent: str | None,
    everything: bool,
    only: tuple[str, ...],
    name: str | None,
    language: str | None,
    url: str | None,
) -> None:
    """Make an agent of a file of ours or of another builder, or several; tells what was lost."""
    from centralita.studio.imports.domain.choosing import Choice

    if agent and (everything or only):
        raise click.UsageError("A draft is replaced by one agent: --agent goes without --all and --only.")
    if name and (everything or len(only) > 1):
        raise click.UsageError("Several agents keep their own names: --name is for one.")
    choice = Choice(everything, only)
    if url:
        from centralita.config import remote_agents

        sys.exit(
            remote_agents.run_import(
                url, organization, files, agent=agent, choice=choice, name=name, language=language
            )
        )
    from centralita.config.agent_files import run_import

    sys.exit(run_import(organization, files, agent=agent, choice=choice, name=name, language=language))


@main.command("diff")
@click.argument("organization")
@click.argument("agent")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_elsewhere
def diff_agent(organization: str, agent: str, file: Path, url: str | None) -> None:
    """Tell what a file would change in an agent's draft; ends with 1 when it would change something."""
    if url:
        from centralita.config import remote_agents

        sys.exit(remote_agents.run_diff(url, organization, agent, file))
    from centralita.config.agent_files import run_diff

    sys.exit(run_diff(organization, agent, file))


@main.command("verify-audit")
def verify_audit() -> None:
    """Walk every audit chain and say where one does not hold."""
    from centralita.config.launch import run_verify_audit

    sys.exit(run_verify_audit())


@main.command()
def reseal() -> None:
    """Seal every stored secret under the newest secret key, so that the older ones may go."""
    from centralita.config.launch import run_reseal

    sys.exit(run_reseal())


@main.command()
def doctor() -> None:
    """Find what is wrong with this installation and say how to mend it."""
    from centralita.config.launch import run_doctor

    sys.exit(run_doctor())


@main.command()
@click.option("--conversations", default=160, show_default=True, help="How many conversations to hold.")
def demo(conversations: int) -> None:
    """Fill an organization with an agent and conversations that really ran through the engine."""
    from centralita.config.launch import run_demo

    sys.exit(run_demo(conversations))


@main.command()
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="A file instead of the screen."
)
def openapi(output: Path | None) -> None:
    """Print the API's OpenAPI document."""
    import django

    django.setup()
    from centralita.config.openapi import document

    text = json.dumps(document(), indent=2, ensure_ascii=False) + "\n"
    if output:
        output.write_text(text, encoding="utf-8")
    else:
        click.echo(text, nl=False)


if __name__ == "__main__":
    main()
