"""The server's configuration, written anew at every start so that a new release's choices apply.

What an operator changes with ALTER SYSTEM stays: it is read after this.
"""

import os
from pathlib import Path

from centralita.kit.postgres.layout import Layout
from centralita.kit.postgres.roles import SUPERVISOR, Role

_MEBI = 1024 * 1024
_HELD_TO = Path("/sys/fs/cgroup/memory.max")


def write_settings(layout: Layout, *, durable: bool) -> None:
    """Write postgresql.conf, pg_hba.conf and pg_ident.conf beside the data, out of the server's own reach."""
    _write(layout, "postgresql.conf", _server(layout, durable=durable))
    _write(layout, "pg_hba.conf", _access())
    _write(layout, "pg_ident.conf", _identities(layout))


def _memory() -> int:
    """MiB that there are for everything here: the machine's, or what the container is held to."""
    machine = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    try:
        held_to = int(_HELD_TO.read_text())
    except (OSError, ValueError):  # no container, or one that is held to nothing
        held_to = machine
    return min(machine, held_to) // _MEBI


def _server(layout: Layout, *, durable: bool) -> str:
    memory = _memory()
    settings: dict[str, str] = {
        "data_directory": str(layout.data),
        "hba_file": str(layout.place / "pg_hba.conf"),
        "ident_file": str(layout.place / "pg_ident.conf"),
        "cluster_name": "centralita",
        # Reached only through a socket in a private folder: no network.
        "listen_addresses": "",
        "unix_socket_directories": '"' + str(layout.run).replace('"', '""') + '"',
        "unix_socket_permissions": "0700",
        "password_encryption": "scram-sha-256",
        "max_connections": "200",
        # An eighth: the rest of the product lives on the same machine. A search in a large library is a quarter
        # cheaper with what it touches in here than beside it in the system's own cache.
        "shared_buffers": f"{min(max(memory // 8, 128), 1024 if durable else 256)}MB",
        "effective_cache_size": f"{max(memory // 2, 256)}MB",
        "max_wal_size": "2GB",
        "checkpoint_timeout": "15min",
        "wal_compression": "pglz",
        "jit": "off",
        "random_page_cost": "1.1",
        "TimeZone": "UTC",
        "log_timezone": "UTC",
        "lc_messages": "C",
        # One file a weekday, each overwritten a week later.
        "logging_collector": "on",
        "log_directory": str(layout.log),
        "log_filename": "postgresql-%a.log",
        "log_rotation_age": "1d",
        "log_rotation_size": "0",
        "log_truncate_on_rotation": "on",
        "log_min_duration_statement": "1s",
        # What people say must not reach the log by way of a slow statement.
        "log_parameter_max_length": "0",
        "log_parameter_max_length_on_error": "0",
        "log_line_prefix": "%m [%p] %q%u@%d ",
    }
    if not durable:
        settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    return "".join(f"{name} = {_quoted(value)}\n" for name, value in settings.items())


def _access() -> str:
    lines = [f"local all {SUPERVISOR} peer map=supervisor"]
    lines += [f"local all {role} scram-sha-256" for role in Role]
    lines += ["local all all reject"]
    return "\n".join(lines) + "\n"


def _identities(layout: Layout) -> str:
    """Only the owner of the data and root may act as supervisor: both could read the files anyway."""
    names = {layout.account.name, "root"}
    return "".join(f'supervisor "{name}" {SUPERVISOR}\n' for name in sorted(names))


def _quoted(value: str) -> str:
    return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'"


def _write(layout: Layout, name: str, text: str) -> None:
    path = layout.place / name
    fresh = path.with_suffix(".new")
    fresh.write_text(text)
    if not layout.account.is_me:
        os.chown(fresh, 0, layout.account.gid)
        fresh.chmod(0o640)
    else:
        fresh.chmod(0o600)
    Path(fresh).rename(path)
