import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from "react";
import { useParams } from "@tanstack/react-router";
import { liveEvents } from "@/api/live-events";
import { sendLeaving, sendLive } from "@/api/live";
import { type Peer, People } from "./people";

const EVERY = 12_000;
const REST = 300;
const NOBODY: readonly Peer[] = [];
const PeopleContext = createContext<readonly Peer[]>(NOBODY);

/** Who else has this draft open, and where in it they are. */
export const usePeople = (): readonly Peer[] => useContext(PeopleContext);

const newTab = (): string => [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** Says where we are, and hears where the others are, for as long as the page is open. */
export function PeopleProvider({ flow, node, children }: { flow: string; node: string; children: ReactNode }) {
  const { agentId } = useParams({ from: "/app/agents/$agentId" });
  const [tab] = useState(newTab);
  const [people, setPeople] = useState(NOBODY);
  const place = useRef({ flow, node });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const say = useMemo(
    () => () => {
      clearTimeout(timer.current);
      // Nobody waits for it: the next time tells the same.
      timer.current = setTimeout(() => void sendLive("POST", "presence", { agent_id: agentId, tab, ...place.current }).catch(() => undefined), REST);
    },
    [agentId, tab],
  );
  useEffect(() => {
    place.current = { flow, node };
    say();
  }, [flow, node, say]);
  useEffect(() => {
    const known = new People(agentId, tab);
    const leave = () => sendLeaving("presence", { agent_id: agentId, tab, gone: true });
    const stop = liveEvents.listen((event) => {
      if (known.hear(event, Date.now())) say();
      setPeople(known.list());
    });
    const beat = setInterval(() => {
      known.expire(Date.now());
      setPeople(known.list());
      say();
    }, EVERY);
    addEventListener("pagehide", leave);
    return () => {
      stop();
      clearInterval(beat);
      clearTimeout(timer.current);
      removeEventListener("pagehide", leave);
      leave();
    };
  }, [agentId, tab, say]);
  return <PeopleContext value={people}>{children}</PeopleContext>;
}
