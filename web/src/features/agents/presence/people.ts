import type { LiveEvent } from "@/api/live-events";

/** Somebody in a page of their own with this draft open, and where in it they are. */
export interface Peer {
  tab: string;
  user: string;
  name: string;
  flow: string;
  node: string;
}

/** Milliseconds after which somebody is taken for gone of whom nothing is heard; pages speak up several times in it. */
export const GONE_AFTER = 40_000;
/** More than these are not shown by name anyway. */
const MOST = 50;

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** Who is heard to be in a draft. Ends by itself: nobody has to say goodbye. */
export class People {
  private readonly seen = new Map<string, { peer: Peer; at: number }>();
  /** Who said goodbye, with which word of theirs: one from before it may come after it. */
  private readonly left = new Map<string, { said: number; at: number }>();
  private shown: readonly Peer[] = [];

  constructor(
    private readonly agentId: string,
    private readonly ownTab: string,
  ) {}

  readonly list = (): readonly Peer[] => this.shown;

  /** Whether this is somebody new, who does not know yet who is here. */
  hear(event: LiveEvent, now: number): boolean {
    const tab = text(event.tab);
    if (event.type !== "presence" || event.id !== this.agentId || !tab || tab === this.ownTab) return false;
    const said = typeof event.said === "number" ? event.said : 0;
    const left = this.left.get(tab);
    if (left && said <= left.said) return false;
    if (event.gone === true) {
      this.seen.delete(tab);
      this.left.set(tab, { said, at: now });
      this.show();
      return false;
    }
    const known = this.seen.has(tab);
    if (!known && this.seen.size >= MOST) return false;
    this.seen.set(tab, { peer: { tab, user: text(event.user), name: text(event.name), flow: text(event.flow), node: text(event.node) }, at: now });
    this.show();
    return !known;
  }

  expire(now: number): void {
    for (const heard of [this.seen, this.left]) for (const [tab, { at }] of heard) if (now - at > GONE_AFTER) heard.delete(tab);
    this.show();
  }

  /** The same list as long as it says the same: what is drawn from it is not drawn again. */
  private show(): void {
    const next = [...this.seen.values()].map(({ peer }) => peer).sort((one, other) => one.name.localeCompare(other.name) || one.tab.localeCompare(other.tab));
    const same = next.length === this.shown.length && next.every((peer, index) => (["tab", "user", "name", "flow", "node"] as const).every((key) => peer[key] === this.shown[index]?.[key]));
    if (!same) this.shown = next;
  }
}

const COLORS = ["var(--c1)", "var(--c2)", "var(--c3)", "var(--c4)", "var(--c5)"];

/** A person's colour: the same in every page. */
export function colorOf(user: string): string {
  let sum = 7;
  for (const letter of user) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return COLORS[sum % COLORS.length] as string;
}
