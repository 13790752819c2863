import i18next from "i18next";
import { toast } from "@/ui/toast";

/** How often a page that stays open asks whether there is a newer version. */
const ASK = 60 * 60_000;

/** The script that this page was started with; a newer version has another name. */
const ownEntry = () => new URL(document.querySelector<HTMLScriptElement>("script[type=module][src]")?.src ?? "", location.href).pathname;

let started = false;

/** Keeps the frame for when the network is away, and tells when a newer version has come. */
export function startServiceWorker(): void {
  if (started || !import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  started = true;
  navigator.serviceWorker.addEventListener("message", ({ data }: MessageEvent<{ kind?: string; entry?: string }>) => {
    if (data.kind !== "version" || data.entry === ownEntry()) return;
    toast(i18next.t("shell:version.new"), { tone: "info", duration: 0, action: { label: i18next.t("shell:version.reload"), run: () => location.reload() } });
  });
  navigator.serviceWorker
    .register("/service-worker.js", { updateViaCache: "none" })
    .then((registration) => {
      const ask = () => void registration.update().catch(() => undefined);
      setInterval(ask, ASK);
      addEventListener("online", ask);
    })
    // Private windows and some settings forbid it; everything else works as before.
    .catch(() => undefined);
}
