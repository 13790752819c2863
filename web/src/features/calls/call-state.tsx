import { Pill } from "@/ui/pill";
import { type Call, isRunning } from "./api";
import { RunningClock } from "./running-clock";
import { statusTone, useCallWords } from "./words";

/** "Talking 02:14": where a call stands, changing by itself. */
export function CallState({ call }: { call: Call }) {
  const words = useCallWords();
  return (
    <Pill tone={statusTone(call)} dot={isRunning(call)}>
      <span aria-live="polite">{words.status(call)}</span>
      {call.status === "in_progress" && call.answered_at && (
        <span aria-hidden>
          {" "}
          <RunningClock since={call.answered_at} />
        </span>
      )}
    </Pill>
  );
}
