"""Assistants of Vapi as they are exported: each structure was once read wrongly, or not at all."""

from typing import Any

from tests.studio.imports.reads import codes, reading_of, reading_of_files, steps, told, ways


def assistant(prompt: str, **others: Any) -> dict[str, Any]:
    return {"model": {"provider": "openai", "systemPrompt": prompt, **others}}


def test_members_of_a_squad_are_found_by_whatever_names_them() -> None:
    handed = {
        "type": "handoff",
        "destinations": [{"type": "assistant", "assistantName": "Desk", "description": "b"}],
    }
    members = [
        {"assistantId": "1", "assistantName": "Desk", "assistantOverrides": assistant("Greet."),
         "assistantDestinations": [{"type": "assistant", "assistantId": "2", "assistantName": "old name"}]},
        {"assistant": {"id": "2", "name": "Help", **assistant("Help.", tools=[handed])}},
    ]  # fmt: skip
    for squad in ({"members": members}, {"squad": members}):
        reading = reading_of(squad)
        (flow,) = reading.drawn.blueprint.flows
        assert [(one.source, one.target) for one in flow.edges] == [("Desk", "Help"), ("Help", "Desk")]
        assert not {"other_agent", "target_missing"} & set(codes(reading))


RECEPTIONIST = """---
name: Receptionist
firstMessage: Thanks for calling.
model:
  provider: openai
  toolIds: [look-up, handoff-to-scheduler]
---

# Identity

You are the receptionist.

---

Ask for the number.
"""
SCHEDULER = """---
name: Scheduler
model: {provider: openai, toolIds: [book]}
---
You book.
"""
REPOSITORY = {
    "README.md": "# How this works",
    "resources/prod/assistants/receptionist.md": RECEPTIONIST,
    "resources/prod/assistants/scheduler.md": SCHEDULER,
    "resources/prod/tools/book.yml": """
type: function
function:
  name: book
  parameters: {type: object, properties: {startDate: {type: string}}}
server: {url: 'https://x.example/book'}
messages:
  - {type: request-start, content: One moment.}
  - {type: request-response-delayed, content: Still looking., timingMilliseconds: 4000}
  - {type: request-failed, content: That did not work.}
  - {type: request-complete, content: Done.}
async: true
""",
    "resources/prod/tools/look-up.yml": "type: function\nfunction: {name: look_up}\nserver: {url: 'https://x.example/l'}\n",
    "resources/prod/tools/handoff-to-scheduler.yml": """
type: handoff
destinations:
  - {type: assistant, assistantId: scheduler, description: Books appointments.}
""",
    "resources/prod/simulations/personalities/calm.yml": """
name: Calm
assistant:
  model: {provider: openai, messages: [{role: system, content: You are a patient.}]}
""",
}
SQUAD = "name: Front Desk\nmembers:\n  - assistantId: receptionist\n  - assistantId: scheduler\n"


def test_a_repository_of_markdown_is_the_squad_that_it_describes() -> None:
    for files in (REPOSITORY, {**REPOSITORY, "resources/prod/squads/front-desk.yml": SQUAD}):
        reading = reading_of_files(files)
        assert set(steps(reading)) == {"Receptionist", "Scheduler"}
        assert ways(reading)["Receptionist", "way-1"] == "Scheduler"
        assert "Ask for the number." in str(steps(reading)["Receptionist"]["prompt"])
        assert not {"other_agent", "tool_elsewhere"} & set(codes(reading))


def test_a_tool_keeps_the_names_of_what_it_sends_and_what_is_said_while_it_is_called() -> None:
    reading = reading_of_files(REPOSITORY)
    book = next(one.definition for one in reading.drawn.tools if one.name == "book")
    assert [(pair.name, pair.value) for pair in book.request.fields] == [("startDate", "{startDate}")]
    assert book.say_first == {"und": "One moment."}
    assert (book.say_slow, book.slow_after) == ({"und": "Still looking."}, 4.0)
    assert (book.say_failed, book.waits) == ({"und": "That did not work."}, False)
    assert "request-complete: Done." in told(reading, "setting")


def test_the_moment_as_liquid_writes_it_is_kept() -> None:
    prompt = """It is {{'now' | date: '%A', 'Europe/Madrid'}}, {{"now" | date: "%I:%M %p"}}. Greet {{name | default: "you"}}."""
    reading = reading_of({"name": "Desk", **assistant(prompt)})
    assert "It is {{today}}, {{now}}. Greet {{name}}." in str(steps(reading)["Desk"]["prompt"])
    assert "placeholder" not in codes(reading)
