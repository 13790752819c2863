"""A typebot's groups and the ways between them. Pure."""

from collections.abc import Mapping
from typing import Any

from centralita.studio.imports.domain.shape import at, number, objects, text
from centralita.studio.imports.formats import typebot_inputs as inputs
from centralita.studio.imports.formats import typebot_logic as logic
from centralita.studio.imports.formats import typebot_models as models
from centralita.studio.imports.formats.typebot_run import Board, Run, in_group
from centralita.studio.imports.formats.typebot_text import bubble_of, said_of

Json = Mapping[str, Any]


class Groups(Board):
    """Draws one typebot into one flow. A group's blocks become nodes below one another."""

    def draw(self, begins: str = "") -> None:
        """All groups, then the ways between them. `begins`: the group that it is come to by; without it, its start."""
        for variable in objects(self.typebot, "variables"):
            name = text(variable, "name")
            if name:
                own = self.bots.named.get(name)
                if own is None:
                    own = self.drawing.variable(name, default=at(variable, "value"), apart=True)
                self.bots.named.setdefault(name, own)
                self.variables[text(variable, "id")] = own
        blocks = [block for group in self.groups for block in self.blocks_of(group)]
        self.has_model = models.has_model(blocks)
        names = {text(one, "id"): text(one, "name") for one in objects(self.typebot, "variables")}
        sorting, unseen = models.silent(blocks, names)
        self.sorted = {self.variables[one]: found for one, found in sorting.items() if one in self.variables}
        self.unseen = {self.variables[one] for one in unseen if one in self.variables}
        answered = {self.variables[one] for one in models.models_of(blocks) if one in self.variables}
        self.answered = answered - self.unseen
        self.targets = {
            text(edge, "to", part)
            for edge in objects(self.typebot, "edges")
            for part in ("blockId", "stepId")
        } | {text(block, "options", "blockId") for block in blocks}
        self.leaving = {
            text(edge, "from", "blockId"): text(edge, "id")
            for edge in objects(self.typebot, "edges")
            if not text(edge, "from", "itemId")
        }
        for event in objects(self.typebot, "events"):
            self._event(event)
        for group in self.groups:
            self._group(group)
        self.drawing.standing = ("", "")
        for source, port, address in self.links:
            self.sheet.link(source, port, self.places.get(address) or self.firsts.get(address) or address)
        self.start = in_group(begins) or self.start
        self.sheet.entry = self.places.get(self.start) or self.firsts.get(self.start) or self.sheet.entry

    def _event(self, event: Json) -> None:
        target = self.target(text(event, "outgoingEdgeId"))
        if text(event, "type") == "start":
            self.start = target
        elif text(event, "type"):
            self.drawing.lose("trigger", self.sheet.name, text=text(event, "type"))

    def _group(self, group: Json) -> None:
        key = text(group, "id")
        title = text(group, "title").strip() or self._called(group)
        where = at(group, "graphCoordinates")
        x, y = number(where, "x") or 0.0, number(where, "y") or 0.0
        run = Run(self, title, x, y)
        blocks = self.blocks_of(group)
        for position, block in enumerate(blocks):
            if text(block, "type").lower() == "start":
                self.start = self.target(text(block, "outgoingEdgeId") or text(block, "edgeId"))
                continue
            self._block(run, block, last=position == len(blocks) - 1)
        run.flush()
        if run.first:
            self.firsts[in_group(key)] = run.first

    def _called(self, group: Json) -> str:
        """What a group without a title is known by: the first words in it, or what it does first."""
        blocks = self.blocks_of(group)
        said = (
            said_of(block) for block in blocks if text(block, "type").lower() == "text" and said_of(block)
        )
        kinds = (text(block, "type") for block in blocks)
        return " ".join(next(said, "").split())[:40] or next(kinds, "") or text(group, "id")

    def _block(self, run: Run, block: Json, *, last: bool) -> None:
        kind = text(block, "type").lower()
        identifier = text(block, "id") or f"{run.title} {run.rows}"
        said = bubble_of(block, kind, run)
        if said is not None:
            if said and not self._is_answer(said):
                run.says(identifier, said)
            self._leave(run, block, last=last)
            return
        if kind.endswith(" input") or kind in {"cards", "file input"}:
            inputs.add(run, identifier, block, kind)
        else:
            if kind != "wait":
                run.flush()
            logic.add(run, identifier, block, kind)
        self._leave(run, block, last=last)

    def _leave(self, run: Run, block: Json, *, last: bool) -> None:
        """Where a block has a way out of its own, what follows in the group is reached from elsewhere only."""
        target = self.target(text(block, "outgoingEdgeId") or text(block, "edgeId"))
        if last and not target:
            # Some files tell it at the edge only.
            target = self.target(self.leaving.get(text(block, "id"), ""))
        if target:
            run.flush()
            run.close(target)
        elif last:
            run.flush()

    def _is_answer(self, said: str) -> bool:
        """Whether it only repeats what a model has said already."""
        plain = said.strip()
        if not (plain.startswith("{{") and plain.endswith("}}")):
            return False
        return self.drawing.words(plain)[2:-2] in self.answered
