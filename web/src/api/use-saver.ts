import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useMemo, useSyncExternalStore } from "react";
import type { Tagged } from "./client";
import { ApiError } from "./errors";
import { Saver, type SaverPorts, type Snapshot } from "./saver";
import { meQuery, useMe } from "./session";
import { StashPlace } from "./stash-place";

interface Unsent {
  saver: Saver<unknown, never>;
  place: StashPlace<unknown>;
}

/** What is still on its way, from pages that were left: it goes on trying, and whoever comes back finds it. */
const unsent = new Map<string, Unsent>();

/**
 * Saves what is edited on this page as the person who is signed in, and keeps in the browser what is not sent.
 * `thing` names it, such as `draft.` with an id; `onHeard` is called when somebody else's newer state was taken.
 */
export function useSaver<Value, Answer extends { revision: number }>(
  thing: string,
  loaded: Tagged<Answer>,
  ports: Omit<SaverPorts<Value, Answer>, "keep">,
  onHeard?: () => void,
): { saver: Saver<Value, Answer>; snapshot: Snapshot<Value, Answer> } {
  const client = useQueryClient();
  const userId = useMe().user.id;
  const key = `${thing} ${userId}`;
  const { saver, place } = useMemo(
    () => {
      const waiting = unsent.get(key) as unknown as { saver: Saver<Value, Answer>; place: StashPlace<Value> } | undefined;
      if (waiting) return waiting;
      const place = new StashPlace<Value>(thing, userId);
      const saver = new Saver<Value, Answer>(loaded, {
        ...ports,
        send: (value, etag) => {
          // Somebody else has signed in meanwhile: it would be saved as theirs.
          if (client.getQueryData(meQuery.queryKey)?.user.id !== userId) return Promise.reject(new ApiError({ status: 401, code: "unauthenticated" }));
          return ports.send(value, etag);
        },
        keep: (stash) => place.keep(stash),
      });
      return { saver, place };
    },
    // Made once for a thing and a person: what is loaded later comes through the saver itself.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [key],
  );
  const snapshot = useSyncExternalStore(saver.subscribe, saver.read);
  // Read anew as soon as the live updates tell that somebody saved it.
  const heard = useEffectEvent((answer: Tagged<Answer>) => {
    if (saver.hear(answer)) onHeard?.();
  });
  useEffect(() => heard(loaded), [loaded]);
  useEffect(() => {
    let here = true;
    const now = () => void saver.flush();
    unsent.delete(key);
    void place.left().then((found) => here && saver.takeUp(found));
    addEventListener("online", now);
    return () => {
      here = false;
      removeEventListener("online", now);
      unsent.set(key, { saver, place } as unknown as Unsent);
      const end = () => {
        if (saver.read().state !== "saved" || (unsent.get(key)?.saver as unknown) !== saver) return;
        unsent.delete(key);
        place.leave();
      };
      void saver.flush().then(end);
      const forget = saver.subscribe(() => {
        if ((unsent.get(key)?.saver as unknown) !== saver) forget();
        end();
      });
    };
  }, [saver, place, key]);
  return { saver, snapshot };
}
