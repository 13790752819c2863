import { useEffect, useState } from "react";
import { useFormats } from "@/lib/locale";

/** "02:14" since a moment, second by second. */
export function RunningClock({ since }: { since: string }) {
  const formats = useFormats();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return <span className="tabular-nums">{formats.clock(Math.max(0, (now - new Date(since).getTime()) / 1000))}</span>;
}
