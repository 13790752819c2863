import { LogOut, UsersRound } from "lucide-react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/class-names";
import { useFormats } from "@/lib/locale";
import { isGoal, type Passage, share } from "./traffic";
import type { Group } from "../../node-kinds";

// From here on a step loses so many that it should be looked at.
const MANY = 0.2;

/** Below a step: how many came by, and how many went no further. */
export function PassageChip({ passage, group }: { passage: Passage; group: Group | undefined }) {
  const { t } = useTranslation("canvas");
  const formats = useFormats();
  const { visited, stopped, running } = passage;
  const part = share(stopped, visited);
  const goal = isGoal(group);
  const told = [t(goal ? "traffic.ended_here" : "traffic.left_here", { stopped: formats.number(stopped), visited: formats.number(visited) }), running > 0 ? t("traffic.running", { count: running, number: formats.number(running) }) : ""];
  return (
    <p title={told.filter(Boolean).join(". ")} className="absolute top-full left-0 mt-1 flex w-max items-center gap-2 rounded-full border border-line bg-surface px-2 py-0.5 text-xs text-ink-2 tabular-nums shadow-card [&_svg]:size-3">
      <UsersRound aria-hidden />
      {formats.number(visited)}
      {stopped > 0 && (
        <span className={cn("flex items-center gap-1", !goal && (part >= MANY ? "font-medium text-bad" : "text-warn"))}>
          <LogOut aria-hidden />
          {goal ? formats.number(stopped) : `${formats.number(stopped)} · ${formats.percent(part, 0)}`}
        </span>
      )}
    </p>
  );
}
