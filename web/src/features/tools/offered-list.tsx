import { useTranslation } from "react-i18next";
import { Checkbox } from "@/ui/checkbox";
import type { Offered } from "./api";

/** What elsewhere offers, to choose from, with what of each could not be taken. */
export function OfferedList({ offered, chosen, onChoose }: { offered: Offered[]; chosen: ReadonlySet<string>; onChoose: (chosen: ReadonlySet<string>) => void }) {
  const { t } = useTranslation("tools");
  return (
    <ul className="space-y-3">
      {offered.map(({ name, label, definition: { request, description }, notes }) => (
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
  );
}
