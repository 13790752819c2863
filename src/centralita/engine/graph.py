"""The shape of a blueprint's flows: what is reached, what ends, which loops never wait for the caller."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from centralita.engine.blueprint import Blueprint, Flow, Node
from centralita.engine.nodes import KINDS

Address = tuple[str, str]


class Graph:
    """Nodes of all flows by (flow id, node id), with the edges between nodes that exist."""

    def __init__(self, blueprint: Blueprint) -> None:
        self._flows: dict[str, Flow] = {flow.id: flow for flow in reversed(blueprint.flows)}
        self._first_flow = blueprint.first_flow
        self.nodes: dict[Address, Node] = {
            (flow.id, node.id): node for flow in blueprint.flows for node in flow.nodes
        }
        self.exits: dict[Address, dict[str, Address]] = {address: {} for address in self.nodes}
        for flow in blueprint.flows:
            for edge in flow.edges:
                source, target = (flow.id, edge.source), (flow.id, edge.target)
                if source in self.nodes and target in self.nodes:
                    self.exits[source].setdefault(edge.port, target)

    def entry(self, flow: str) -> Address | None:
        """The node where a flow begins."""
        found = self._flows.get(flow)
        address = (flow, found.first) if found and found.first else None
        return address if address in self.nodes else None

    def called(self, address: Address) -> list[Address]:
        """The first nodes of the flows that a node goes to."""
        node = self.nodes[address]
        entries = (self.entry(flow) for flow in KINDS[node.kind].uses(node.data).flows)
        return [entry for entry in entries if entry is not None]

    @cached_property
    def reached(self) -> frozenset[Address]:
        """Every node that a conversation can come to."""
        start = self.entry(self._first_flow)
        return frozenset(self._walk([start] if start else []))

    def reached_within(self, flow: Flow) -> frozenset[Address]:
        """Every node of `flow` that is reached from its own entry."""
        start = self.entry(flow.id)
        seen: set[Address] = set()
        queue = [start] if start else []
        while queue:
            address = queue.pop()
            if address not in seen:
                seen.add(address)
                queue.extend(self.exits[address].values())
        return frozenset(seen)

    def _walk(self, queue: list[Address]) -> Iterator[Address]:
        seen: set[Address] = set()
        while queue:
            address = queue.pop()
            if address not in seen:
                seen.add(address)
                yield address
                queue.extend(self.exits[address].values())
                queue.extend(self.called(address))

    def waits(self, address: Address) -> bool:
        """Whether the conversation always waits for the caller at this node."""
        node = self.nodes[address]
        return KINDS[node.kind].waits(node.data)

    def loops(self) -> list[list[Address]]:
        """Groups of nodes that a conversation can go round in without ever waiting for the caller."""
        following = {
            address: set(self._without_waiting(address))
            for address in self.reached
            if not self.waits(address)
        }
        for targets in following.values():
            targets.intersection_update(following)
        _prune(following)
        leading: dict[Address, set[Address]] = {address: set() for address in following}
        for address, targets in following.items():
            for target in targets:
                leading[target].add(address)
        _prune(leading)
        remaining = {address: following[address] & leading.keys() for address in leading}
        return _components(remaining)

    def _without_waiting(self, address: Address) -> Iterable[Address]:
        called = self.called(address)
        if not called:
            return self.exits[address].values()
        back = self.exits[address].get("next")
        passes = any(flow in self._transparent for flow, _ in called)
        return [*called, back] if passes and back is not None else called

    @cached_property
    def _transparent(self) -> frozenset[str]:
        """The flows that can be gone through to their end without waiting for the caller."""
        found: set[str] = set()
        grown = True
        while grown:
            grown = False
            for flow in self._flows:
                if flow not in found and self._passes(flow, found):
                    found.add(flow)
                    grown = True
        return frozenset(found)

    def _passes(self, flow: str, transparent: set[str]) -> bool:
        start = self.entry(flow)
        seen: set[Address] = set()
        queue = [start] if start else []
        while queue:
            address = queue.pop()
            if address in seen or self.waits(address):
                continue
            seen.add(address)
            node = self.nodes[address]
            called = self.called(address)
            if called and not any(entry[0] in transparent for entry in called):
                continue
            ports = ["next"] if called else [port.id for port in KINDS[node.kind].ports(node.data)]
            if any(port not in self.exits[address] for port in ports):
                return True
            queue.extend(self.exits[address][port] for port in ports)
        return False


def _prune(following: dict[Address, set[Address]]) -> None:
    """Take away, again and again, what leads nowhere: what stays goes round, or leads to what does."""
    leading: dict[Address, list[Address]] = {address: [] for address in following}
    for address, targets in following.items():
        for target in targets:
            leading[target].append(address)
    ends = [address for address, targets in following.items() if not targets]
    while ends:
        end = ends.pop()
        del following[end]
        for address in leading[end]:
            following[address].discard(end)
            if not following[address]:
                ends.append(address)


def _components(following: Mapping[Address, set[Address]]) -> list[list[Address]]:
    near: dict[Address, set[Address]] = {address: set(targets) for address, targets in following.items()}
    for address, targets in following.items():
        for target in targets:
            near[target].add(address)
    groups: list[list[Address]] = []
    left = dict.fromkeys(sorted(near))
    while left:
        queue, group = [next(iter(left))], []
        while queue:
            address = queue.pop()
            if address in left:
                del left[address]
                group.append(address)
                queue.extend(near[address])
        groups.append(sorted(group))
    return groups
