import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Checkbox } from "@/ui/checkbox";
import { Input } from "@/ui/input";
import type { Offered } from "./api";

// More than one looks through at a glance.
const MANY = 12;

/** What elsewhere offers, to choose from, with what of each could not be taken. */
export function OfferedList({ offered, chosen, onChoose }: { offered: Offered[]; chosen: ReadonlySet<string>; onChoose: (chosen: ReadonlySet<string>) => void }) {
  const { t } = useTranslation("tools");
  const [sought, setSought] = useState("");
  const words = sought.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = offered.filter(({ label, definition: { request, description } }) => {
    const told = `${label} ${request.method} ${request.address} ${description}`.toLowerCase();
    return words.every((word) => told.includes(word));
  });
  return (
    <>
      {offered.length > MANY && (
        <div className="mb-3">
          <Input type="search" aria-label={t("openapi.search")} placeholder={t("openapi.search")} value={sought} onChange={(event) => setSought(event.target.value)} />
          <p role="status" className="mt-1 text-xs text-ink-2">
            {t("openapi.shown", { shown: shown.length, count: offered.length })}
          </p>
        </div>
      )}
      <ul className="space-y-3">
        {shown.map(({ name, label, definition: { request, description }, notes }) => (
          <li key={name}>
            <Checkbox
              label={label}
              description={[request.kind === "mcp" ? description : `${request.method} ${request.address}`, ...notes.map((note) => t(`openapi.notes.${note}`))].filter(Boolean).join(" · ")}
              checked={chosen.has(name)}
              onCheckedChange={(on) => onChoose(on === true ? new Set([...chosen, name]) : new Set([...chosen].filter((one) => one !== name)))}
            />
          </li>
        ))}
      </ul>
    </>
  );
}
