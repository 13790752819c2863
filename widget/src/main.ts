/** The script that a customer's page loads. */
import { App } from "./app";
import { readEmbed } from "./embed";

declare global {
  interface Window {
    /** Before the script has run, a page may leave calls here: `[["identify", {…}], ["open"]]`. */
    Centralita?: unknown;
    /** Keys and places that are already served, so that a script loaded twice shows one chat. */
    centralitaShown?: Set<string>;
  }
}

function begin(): void {
  const script = document.currentScript;
  if (!(script instanceof HTMLScriptElement)) return;
  const embed = readEmbed(script.src, script.dataset);
  if (!embed) {
    console.warn("Centralita: Check the key");
    return;
  }
  const place = `${embed.key} ${embed.target ?? ""}`;
  const shown = (window.centralitaShown ??= new Set());
  if (shown.has(place)) return;
  shown.add(place);

  const app = new App(embed);
  const doors: Record<string, (given?: unknown) => void> = {
    open: () => app.open(),
    close: () => app.close(),
    identify: (who) => app.identify(who),
    setLanguage: (language) => void app.setLanguage(String(language)),
    destroy: () => {
      shown.delete(place);
      app.destroy();
    },
  };
  const left = window.Centralita;
  window.Centralita = doors;
  if (Array.isArray(left)) for (const [name, given] of left as [string, unknown][]) doors[name]?.(given);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => void app.start());
  else void app.start();
}

begin();
