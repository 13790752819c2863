import { useTranslation } from "react-i18next";
import { cn } from "@/lib/class-names";
import type { Change } from "../api";
import { grouped, type Thing } from "./grouping";
import { agentWords, type Names, placeOf, titleOf, wayOf } from "./naming";
import { useNames } from "./use-words";
import { ValueChange } from "./value-change";

const INKS = { added: "text-good", removed: "text-bad", changed: "text-ink-3" } as const;
const SIGNS = { added: "+", removed: "−", changed: "~" } as const;

/** What differs between two states of an agent: which thing, which field of it, and what it said and says. */
export function ChangeList({ changes }: { changes: readonly Change[] }) {
  const { t, i18n } = useTranslation("differences");
  const names = useNames();
  if (changes.length === 0) return <p className="text-sm text-ink-3">{t("none")}</p>;
  return (
    <div className="space-y-4">
      {grouped(changes).map(({ area, things }) => (
        <section key={area}>
          <h3 className="mb-1 text-2xs text-ink-3">{i18n.exists(`differences:areas.${area}`) ? t(`areas.${area}`) : area}</h3>
          <ul className="divide-y divide-line rounded-m border border-line">
            {things.map((thing, index) => (
              <ThingRow key={index} thing={thing} names={names} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function ThingRow({ thing, names }: { thing: Thing; names: Names }) {
  const words = agentWords(names, thing);
  const title = titleOf(names, thing.kind);
  const [first] = thing.changes;
  const whole = first?.path === "" || thing.area === "edge";
  const way = thing.area === "edge" && first ? wayOf(first.path, names) : "";
  return (
    <li className="space-y-2 px-3 py-2 text-sm">
      {thing.name && (
        <p className="flex gap-2">
          {whole && first && <Sign how={first.how} />}
          <span className="min-w-0 font-medium break-words">
            {thing.name} {(way || (title && title !== thing.name)) && <span className="font-normal text-ink-3">{way || title}</span>}
          </span>
        </p>
      )}
      {thing.area !== "edge" &&
        thing.changes.map((change, index) => {
          const place = placeOf(change.path, words);
          return (
            <div key={index} className={cn(thing.name && "pl-5")}>
              {place && (
                <p className={cn("mb-1 flex gap-2", thing.name ? "text-xs text-ink-2" : "font-medium")}>
                  <Sign how={change.how} />
                  <span className="min-w-0 break-words">{place}</span>
                </p>
              )}
              <ValueChange names={names} part={thing} path={change.path} before={change.before} after={change.after} label={[thing.name, place].filter(Boolean).join(" · ")} />
            </div>
          );
        })}
    </li>
  );
}

function Sign({ how }: { how: Change["how"] }) {
  const { t } = useTranslation("differences");
  return (
    <>
      <span aria-hidden className={cn("w-3 shrink-0 font-mono", INKS[how])}>
        {SIGNS[how]}
      </span>
      <span className="sr-only">{t(how)}</span>
    </>
  );
}
