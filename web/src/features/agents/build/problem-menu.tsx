import { CircleAlert, CircleCheck, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/class-names";
import { Button } from "@/ui/button";
import { Popover, PopoverContent, PopoverTrigger } from "@/ui/popover";
import { useEditor } from "./editor";
import { useNodeNames } from "./node-face";

/** What the checks found, each a way to where it is. */
export function ProblemMenu({ onShow }: { onShow: (flowId: string | undefined, nodeId: string | undefined) => void }) {
  const { t } = useTranslation("agents");
  const { problems, blueprint } = useEditor();
  const { nameOf } = useNodeNames();
  const [open, setOpen] = useState(false);
  if (problems.length === 0) {
    return (
      <span className="flex items-center gap-1 px-2 text-xs text-good max-sm:sr-only">
        <CircleCheck aria-hidden className="size-3.5" />
        {t("build.no_problems")}
      </span>
    );
  }
  const bad = problems.some((problem) => problem.severity === "error");
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button size="sm" variant="ghost" className={bad ? "text-bad" : "text-warn"}>
          {bad ? <CircleAlert aria-hidden /> : <TriangleAlert aria-hidden />}
          {t("build.problems", { count: problems.length })}
        </Button>
      </PopoverTrigger>
      <PopoverContent aria-label={t("build.problems", { count: problems.length })} align="end" className="max-h-96 w-80 overflow-y-auto p-1">
        <ul>
          {problems.map((problem, index) => {
            const flow = blueprint.flows.find((one) => one.id === problem.flow_id);
            const node = flow?.nodes.find((one) => one.id === problem.node_id);
            return (
              <li key={index}>
                <button
                  type="button"
                  className="flex w-full items-start gap-2 rounded-xs px-2 py-1.5 text-left text-xs hover:bg-hover"
                  onClick={() => {
                    setOpen(false);
                    onShow(flow?.id, node?.id);
                  }}
                >
                  {problem.severity === "error" ? <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0 text-bad" /> : <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0 text-warn" />}
                  <span className="min-w-0">
                    {node && <span className="block font-medium">{nameOf(node)}</span>}
                    <span className={cn(node && "text-ink-2")}>{problem.message}</span>
                  </span>
                </button>
              </li>
            );
          })}
        </ul>
      </PopoverContent>
    </Popover>
  );
}
