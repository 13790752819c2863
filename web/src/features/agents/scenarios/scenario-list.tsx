import { Play } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/ui/button";
import { Pill } from "@/ui/pill";
import type { Scenario } from "./api";
import { FindBar } from "./find-bar";
import { EVERYTHING, FEW, isWanted } from "./finding";
import { Passed } from "./scenarios-tab";

interface ScenarioListProps {
  scenarios: readonly Scenario[];
  onOpen: (scenario: Scenario) => void;
  onShow: (run: string) => void;
  /** Undefined for whoever may not try them. */
  onTry: ((scenario: Scenario) => void) | undefined;
}

/** The scenarios, each with what it came to and how that has moved. */
export function ScenarioList({ scenarios, onOpen, onShow, onTry }: ScenarioListProps) {
  const { t } = useTranslation("scenarios");
  const [wanted, setWanted] = useState(EVERYTHING);
  const shown = scenarios.filter(({ name, last }) => isWanted(wanted, name, last?.passed ?? null));
  return (
    <>
      {scenarios.length >= FEW && (
        <div className="px-4 pb-3">
          <FindBar wanted={wanted} onChange={setWanted} />
        </div>
      )}
      {shown.length === 0 && <p className="border-t border-line px-4 py-3 text-sm text-ink-2">{t("find.none")}</p>}
      <ul className="border-t border-line">
        {shown.map((scenario) => (
          <ScenarioRow key={scenario.id} scenario={scenario} onOpen={() => onOpen(scenario)} onShow={onShow} onTry={onTry && (() => onTry(scenario))} />
        ))}
      </ul>
    </>
  );
}

function ScenarioRow({ scenario, onOpen, onShow, onTry }: { scenario: Scenario; onOpen: () => void; onShow: (run: string) => void; onTry: (() => void) | undefined }) {
  const { t } = useTranslation("scenarios");
  const { last } = scenario;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-2.5 last:border-b-0">
      <button type="button" className="min-w-40 flex-1 text-left font-medium underline-offset-2 hover:underline" onClick={onOpen}>
        {scenario.name}
      </button>
      <Moved history={scenario.history} />
      {last ? (
        <button type="button" className="rounded-full" onClick={() => onShow(last.run_id)}>
          <Passed passed={last.passed} />
        </button>
      ) : (
        <Pill>{t("never")}</Pill>
      )}
      {onTry && (
        <IconButton size="icon-sm" label={t("run.one", { name: scenario.name })} onClick={onTry}>
          <Play aria-hidden />
        </IconButton>
      )}
    </li>
  );
}

/** What it came to in the last runs, the oldest first: full bars passed, low ones failed. */
function Moved({ history }: { history: Scenario["history"] }) {
  const { t } = useTranslation("scenarios");
  if (history.length < 2) return null;
  const passed = history.filter((each) => each.passed).length;
  return (
    <span role="img" aria-label={t("history", { passed, total: history.length })} title={t("history", { passed, total: history.length })} className="flex h-4 items-end gap-0.5">
      {[...history].reverse().map((each) => (
        <span key={each.run_id} className={`w-1 rounded-xs ${each.passed ? "h-full bg-good" : "h-1.5 bg-bad"}`} />
      ))}
    </span>
  );
}
