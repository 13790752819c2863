import { useTranslation } from "react-i18next";
import { EmptyState } from "@/ui/empty-state";
import { Callout } from "@/ui/callout";
import { Workflow } from "lucide-react";
import { useDraft } from "../draft-context";

/** Where the flow editor goes: it reads and edits `useDraft().blueprint`, and saving happens by itself. */
export function BuildTab() {
  const { t } = useTranslation("agents");
  const { server } = useDraft();
  return (
    <div className="dotted flex-1 bg-sunken">
      {server.problems.length > 0 && (
        <div className="space-y-2 p-4">
          {server.problems.map((problem, index) => (
            <Callout key={index} tone={problem.severity === "error" ? "bad" : "warn"}>
              {problem.message}
            </Callout>
          ))}
        </div>
      )}
      <EmptyState icon={<Workflow aria-hidden />} title={t("build.title")} description={t("build.detail")} />
    </div>
  );
}
