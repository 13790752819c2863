"""Tools that every agent may be granted and that the engine does itself: nobody has to be asked elsewhere."""

from __future__ import annotations

from typing import Final

from centralita.engine.turn import Turn

END: Final = "end_conversation"
TO_A_PERSON: Final = "transfer_to_person"
DEEDS: Final = frozenset({END, TO_A_PERSON})


def do_deed(turn: Turn, name: str, *, said: bool) -> bool:
    """Do what the granted tool of this name is there for; False when it is another one. `said`: words went before."""
    tool = turn.program.tools.get(name)
    if name not in DEEDS or tool is None or tool.id:
        return False
    turn.trace("tool", tool=name, arguments={})
    if name == END:
        turn.end("completed", "ended_by_agent")
        return True
    if not said:
        turn.say(turn.wording("handoff"))
    turn.hand_off("asked_for_person")
    return True
