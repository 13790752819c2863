"""What the widget shows of an agent before anything is said."""

from typing import Any

from centralita.live.channels import Door


def widget_config(door: Door, language: str) -> dict[str, Any]:
    """The channel's settings with texts in one language."""
    chosen = next(
        (each for each in door.languages if each == language or each.partition("-")[0] == language),
        door.languages[0],
    )
    settings = door.settings

    def text(name: str) -> str:
        value = settings.get(name) or {}
        if isinstance(value, dict):
            return str(value.get(chosen) or next(iter(value.values()), ""))
        return str(value)

    return {
        "agent": {"name": door.agent_name},
        "organization": {
            "name": door.organization_name,
            "logo_url": door.brand.get("logo_url"),
            "color": door.brand.get("color"),
        },
        "widget": {
            "position": settings.get("position", "right"),
            "color": settings.get("color") or door.brand.get("color"),
            "greeting": text("greeting"),
            "theme": settings.get("theme", "auto"),
            "attachments": bool(settings.get("attachments", True)),
            "ai_notice": text("ai_notice"),
            "calls": door.calls,
        },
        "languages": list(door.languages),
        "language": chosen,
        "available": door.blueprint_id is not None,
    }
