import { CloudOff, RadioTower } from "lucide-react";
import { useEffect, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import type { StreamState } from "@/api/event-stream";

function useOnline(): boolean {
  return useSyncExternalStore(
    (notify) => {
      addEventListener("online", notify);
      addEventListener("offline", notify);
      return () => {
        removeEventListener("online", notify);
        removeEventListener("offline", notify);
      };
    },
    () => navigator.onLine,
  );
}

/** Says so when what is on the screen may not be true any more. Short gaps are not worth a word. */
export function ConnectionBanner({ live }: { live: StreamState }) {
  const { t } = useTranslation("shell");
  const online = useOnline();
  const [lostLong, setLostLong] = useState(false);
  useEffect(() => {
    if (live !== "lost") return setLostLong(false);
    const timer = setTimeout(() => setLostLong(true), 6_000);
    return () => clearTimeout(timer);
  }, [live]);
  const text = !online ? t("connection.offline") : lostLong ? t("connection.live_lost") : undefined;
  const Icon = online ? RadioTower : CloudOff;
  return (
    <div role="status">
      {text && (
        <p className="flex items-center justify-center gap-2 bg-warn-soft px-4 py-1.5 text-center text-xs font-medium text-warn">
          <Icon aria-hidden className="size-3.5 shrink-0" />
          {text}
        </p>
      )}
    </div>
  );
}
