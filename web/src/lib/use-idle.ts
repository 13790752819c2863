import { useEffect, useState } from "react";

/** False at first, true when the browser has nothing better to do: for what the first view can do without. */
export function useIdle(): boolean {
  const [idle, setIdle] = useState(false);
  useEffect(() => {
    const ask = window.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 200));
    const handle = ask(() => setIdle(true), { timeout: 1500 });
    return () => (window.cancelIdleCallback ?? clearTimeout)(handle as number);
  }, []);
  return idle;
}
