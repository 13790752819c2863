import type { Flow } from "../blueprint";

/** Where a flow begins: its entry, else its first node. */
export const entryOf = (flow: Flow): string | undefined => flow.nodes.find((node) => node.id === flow.entry)?.id ?? flow.nodes[0]?.id;
