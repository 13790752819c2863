import { useSyncExternalStore } from "react";

/** Which sound is heard, or on its way. There is one for the whole page: the next one ends the one before. */
interface Playing {
  key: string;
  state: "loading" | "playing";
}

let playing: Playing | undefined;
let element: HTMLAudioElement | undefined;
let address = "";
let turn = 0;
const listeners = new Set<() => void>();

const tell = (next: Playing | undefined) => {
  playing = next;
  listeners.forEach((notify) => notify());
};

export function stop(): void {
  turn += 1;
  element?.pause();
  if (address) URL.revokeObjectURL(address);
  address = "";
  tell(undefined);
}

/** Plays what `load` brings, to its end or until something else is played. Resolves then; rejects when it cannot. */
export async function play(key: string, load: () => Promise<Blob>): Promise<void> {
  stop();
  const mine = turn;
  tell({ key, state: "loading" });
  try {
    const blob = await load();
    if (mine !== turn) return;
    address = URL.createObjectURL(blob);
    element ??= new Audio();
    element.src = address;
    await element.play();
    if (mine !== turn) return;
    tell({ key, state: "playing" });
    await over(element);
  } catch (error) {
    // What was stopped on its way has not failed.
    if (mine === turn) throw error;
  } finally {
    if (mine === turn) stop();
  }
}

const over = (audio: HTMLAudioElement) =>
  new Promise<void>((done) => {
    for (const name of ["ended", "pause", "error"]) audio.addEventListener(name, () => done(), { once: true });
  });

const subscribe = (notify: () => void) => {
  listeners.add(notify);
  return () => listeners.delete(notify);
};

/** What this button's sound does at the moment. */
export const usePlaying = (key: string): Playing["state"] | undefined => useSyncExternalStore(subscribe, () => (playing?.key === key ? playing.state : undefined));
