"""What was imported talks as it did where it comes from."""

from dataclasses import dataclass, field

from centralita import engine
from centralita.studio.imports.domain.speaking import spoken
from centralita.studio.imports.reading import read
from tests.studio.imports import samples


@dataclass
class Talk:
    """A conversation with an imported agent, held by the engine alone; what is asked of models and tools is kept."""

    blueprint: engine.Blueprint
    state: engine.State
    heard: list[str] = field(default_factory=list)
    asked: list[engine.AskModel] = field(default_factory=list)
    called: list[engine.CallTool] = field(default_factory=list)
    ended: bool = False
    now: float = 1_700_000_000.0

    def take(self, event: engine.Event) -> list[str]:
        """What is said to an event."""
        self.state, effects = engine.advance(self.blueprint, self.state, event)
        said = []
        for effect in effects:
            match effect:
                case engine.Say():
                    said.append(effect.text)
                case engine.AskModel():
                    self.asked.append(effect)
                case engine.CallTool():
                    self.called.append(effect)
                case engine.End():
                    self.ended = True
        self.heard.extend(said)
        return said

    def say(self, text: str, choice: str | None = None) -> list[str]:
        self.now += 1
        return self.take(engine.UserSaid(at=self.now, text=text, choice_id=choice))

    def reply(self, text: str) -> list[str]:
        """The model's words to what it was asked last."""
        return self.take(engine.ModelReplied(at=self.now, effect_id=self.asked[-1].id, text=text))

    def give(self, result: engine.Value) -> list[str]:
        """A tool's result."""
        return self.take(
            engine.ToolReturned(at=self.now, effect_id=self.called[-1].id, ok=True, result=result)
        )


def begun(name: str, *, model: bool = False) -> tuple[Talk, list[str]]:
    drawn = read([(name, samples.content_of(name))], lambda _text: "es").drawn
    return begun_with(drawn.blueprint, model=model)


def begun_with(imported: engine.Blueprint, *, model: bool = False) -> tuple[Talk, list[str]]:
    """A conversation with what was imported, and what is said first."""
    document = imported.model_dump(mode="json")
    document["settings"]["model_connected"] = model
    blueprint = spoken(document, "es", "Uno")
    state = engine.begin(blueprint, seed="x", channel="chat", language="es", variables={})
    talk = Talk(blueprint, state)
    return talk, talk.take(engine.Started(at=talk.now))


def test_a_typebot_asks_counts_decides_and_calls() -> None:
    talk, said = begun("typebot")
    assert said[-1].startswith("¿Qué necesita para")
    assert talk.say("Pedir cita") == ["¿Cuántos años tiene?"]
    assert talk.say("70") == ["https://x.example/y.png"]
    assert talk.ended
    talk, _ = begun("typebot")
    talk.say("Pedir cita")
    talk.say("40")
    assert (
        talk.called[0].arguments == {"edad": 40, "lead_score": 10} or talk.called[0].arguments["edad"] == "40"
    )


def test_a_flow_of_retell_greets_by_its_variable() -> None:
    _, said = begun("retell_flow")
    assert said == ["Hola Ana, ¿en qué puedo ayudarle?"]


def test_a_chatflow_of_dify_sorts_answers_and_waits_for_the_next_message() -> None:
    talk, said = begun("dify", model=True)
    assert said[0].startswith("Hola")
    talk.say("Madrid")
    talk.say("¿Dónde está mi pedido?")
    assert talk.asked[-1].purpose == "classify"
    talk.reply("way-2")
    assert talk.heard[-1] == "No lo sé, Madrid"
    talk.say("¿Y ahora?")
    assert talk.asked[-1].purpose == "classify"


def test_a_flow_of_rasa_is_found_by_its_name_and_checks_answers() -> None:
    talk, _ = begun("rasa")
    assert talk.say("transfer money") == ["Who do you want to send money to?"]
    assert talk.say("Ana") == ["How much do you want to send to Ana?"]
    assert talk.say("0") == ["That is too little.", "How much do you want to send to Ana?"]
    assert talk.say("20") == ["Kind?"]


def test_a_bot_of_botpress_offers_its_choice_and_hears_intents() -> None:
    talk, said = begun("botpress")
    assert said[-1] == "What is it about?"
    assert talk.say("purchase")[-1] == "What would you like to do with your shoes?"
    talk.say("I want shoes")
    assert talk.ended


def test_a_project_of_voiceflow_captures_calls_and_compares() -> None:
    talk, said = begun("voiceflow")
    assert said == ["Hola, ¿cuál es su pedido?"]
    talk.say("77")
    assert talk.called[0].arguments == {"order_id": "77"}


def test_a_typebot_whose_model_talks_answers_every_message_once() -> None:
    talk, said = begun("typebot_ai", model=True)
    assert said == ["Hola"]
    talk.say("¿Abren hoy?")
    assert talk.asked[-1].messages[-1].text == "¿Abren hoy?"
    talk.reply("Sí, hasta las ocho.")
    assert talk.heard[-1] == "Sí, hasta las ocho."
    talk.say("Gracias")
    assert len(talk.asked) == 2
