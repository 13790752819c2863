import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from "react";
import { useParams } from "@tanstack/react-router";
import { liveEvents } from "@/api/live-events";
import { sendLeaving, sendLive } from "@/api/live";
import { type Peer, People } from "./people";
import { layDownTab, takeTab } from "./tab";

const EVERY = 12_000;
const REST = 300;
const NOBODY: readonly Peer[] = [];
const NOWHERE = { flow: "", node: "" };
const PeopleContext = createContext<readonly Peer[]>(NOBODY);
const PlaceContext = createContext<(place: typeof NOWHERE) => void>(() => undefined);

/** Grows with everything that this page says, and goes on growing when it is read again. */
let lastSaid = 0;
const said = (): number => (lastSaid = Math.max(Date.now(), lastSaid + 1));

/** Who else has this draft open, and where in it they are. */
export const usePeople = (): readonly Peer[] => useContext(PeopleContext);

/** Tells the others at which flow and step this page stands, for as long as it stands there. */
export function usePlaceInDraft(flow: string, node: string): void {
  const stand = useContext(PlaceContext);
  useEffect(() => {
    stand({ flow, node });
    return () => stand(NOWHERE);
  }, [stand, flow, node]);
}

/** Hears who is in the draft for as long as the agent's page is open; says that we are there while `editing` is so. */
export function PeopleProvider({ editing, children }: { editing: boolean; children: ReactNode }) {
  const { agentId } = useParams({ from: "/app/agents/$agentId" });
  const [{ tab, again }] = useState(takeTab);
  const [people, setPeople] = useState(NOBODY);
  const place = useRef(NOWHERE);
  const there = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const say = useMemo(
    () => () => {
      clearTimeout(timer.current);
      if (!there.current) return;
      // Nobody waits for it: the next time tells the same.
      timer.current = setTimeout(() => void sendLive("POST", "presence", { agent_id: agentId, tab, ...place.current, said: said() }).catch(() => undefined), REST);
    },
    [agentId, tab],
  );
  const stand = useMemo(
    () => (next: typeof NOWHERE) => {
      place.current = next;
      say();
    },
    [say],
  );
  const leave = useMemo(
    () => () => {
      clearTimeout(timer.current);
      if (there.current) sendLeaving("presence", { agent_id: agentId, tab, gone: true, said: said() });
    },
    [agentId, tab],
  );
  useEffect(() => {
    if (!editing) return;
    there.current = true;
    // What others know of the page before it is over: only to somebody new do they say that they are here.
    if (again) void sendLive("POST", "presence", { agent_id: agentId, tab, gone: true, said: said() }).catch(() => undefined).finally(say);
    else say();
    return () => {
      leave();
      there.current = false;
    };
  }, [editing, again, agentId, tab, say, leave]);
  useEffect(() => {
    const known = new People(agentId, tab);
    const stop = liveEvents.listen((event) => {
      if (known.hear(event, Date.now())) say();
      setPeople(known.list());
    });
    const beat = setInterval(() => {
      known.expire(Date.now());
      setPeople(known.list());
      say();
    }, EVERY);
    const hide = () => {
      leave();
      layDownTab(tab);
    };
    // Kept by the browser, and brought back as it was.
    const back = (event: PageTransitionEvent) => {
      if (event.persisted) say();
    };
    addEventListener("pagehide", hide);
    addEventListener("pageshow", back);
    return () => {
      stop();
      clearInterval(beat);
      removeEventListener("pagehide", hide);
      removeEventListener("pageshow", back);
    };
  }, [agentId, tab, say, leave]);
  return (
    <PlaceContext value={stand}>
      <PeopleContext value={people}>{children}</PeopleContext>
    </PlaceContext>
  );
}
