"""Where in a file of our own something stands, for whoever wrote it by hand. Pure."""

from collections.abc import Iterator, Sequence

import yaml

from centralita.kit.documents import DocumentBroken, decoded


def tree(content: bytes, number: int = 1) -> yaml.Node | None:
    """A document of a file that was read, with its lines; None for what is JSON in a way that YAML is not."""
    try:
        roots = list(yaml.compose_all(decoded(content), Loader=yaml.CSafeLoader))
    except (yaml.YAMLError, DocumentBroken, ValueError, RecursionError):
        return None
    return roots[number - 1] if number <= len(roots) else None


def place(root: yaml.Node, location: Sequence[object]) -> tuple[int, str]:
    """The line of what is at a location, and its path as it is written: names that are not in the file are left out.

    Of what is missing there, the line of the thing that should have it.
    """
    node, line, path = root, root.start_mark.line + 1, list[str]()
    for at, part in enumerate(location):
        found = _step(node, part)
        if found is not None:
            line, node = found
            path.append(str(part))
        elif at == len(location) - 1:
            path.append(str(part))
    return line, ".".join(path)


def _step(node: yaml.Node, part: object) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        pairs = [(key, value) for key, value in node.value if key.value == str(part)]
        return (pairs[-1][0].start_mark.line + 1, pairs[-1][1]) if pairs else None
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        inner = node.value[part]
        return inner.start_mark.line + 1, inner
    return None


def twice(root: yaml.Node) -> Iterator[tuple[int, str, int]]:
    """Names that stand twice in one thing, of which only the last one would count: line, name, line of the first."""
    waiting, seen = [root], {id(root)}
    while waiting:
        node = waiting.pop()
        inner: list[yaml.Node] = []
        if isinstance(node, yaml.MappingNode):
            first: dict[str, int] = {}
            for key, value in node.value:
                line = key.start_mark.line + 1
                if isinstance(key, yaml.ScalarNode):
                    if key.value in first:
                        yield line, key.value, first[key.value]
                    first.setdefault(key.value, line)
                inner.append(value)
        elif isinstance(node, yaml.SequenceNode):
            inner = node.value
        for each in inner:
            # What an alias stands for is looked at once.
            if id(each) not in seen:
                seen.add(id(each))
                waiting.append(each)
