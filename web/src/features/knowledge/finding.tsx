import { Archive, Undo2 } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { Button } from "@/ui/button";
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from "@/ui/dropdown-menu";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";
import { type Aside, useJudgeFinding, useMayChangeKnowledge } from "./api";

const REASONS = ["no_contradiction", "done", "fine"] as const;

/** One thing to look at: what it is, and whether somebody has looked at it. */
export function Finding({ document, finding: { key, aside }, children }: { document: string; finding: { key: string; aside: Aside | null }; children: ReactNode }) {
  const { t } = useTranslation("knowledge");
  const formats = useFormats();
  const mayChange = useMayChangeKnowledge();
  const judge = useJudgeFinding();
  const showError = useToastError();
  // By the promise: what is told to this row alone is lost when it goes.
  const set = async (reason?: Aside["reason"]) => {
    try {
      await judge.mutateAsync({ document_id: document, key, ...(reason ? { reason } : {}) });
      if (reason) toast(t("review.put_aside"), { action: { label: t("review.undo"), run: () => void set() } });
    } catch (error) {
      showError(error);
    }
  };
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-2 border-b border-line px-4 py-3 last:border-b-0">
      <div className="min-w-48 flex-1">
        {children}
        {aside && <p className="mt-1 text-xs text-ink-3">{t("review.aside_by", { reason: t(`review.reasons.${aside.reason}`), name: aside.by, date: formats.date(aside.at) })}</p>}
      </div>
      {mayChange && aside && (
        <Button size="sm" loading={judge.isPending} onClick={() => void set()}>
          <Undo2 aria-hidden />
          {t("review.show_again")}
        </Button>
      )}
      {mayChange && !aside && (
        <DropdownMenu>
          <DropdownMenuTrigger asChild>
            <Button size="sm" variant="ghost" disabled={judge.isPending}>
              <Archive aria-hidden />
              {t("gaps.dismiss")}
            </Button>
          </DropdownMenuTrigger>
          <DropdownMenuContent align="end">
            {REASONS.map((reason) => (
              <DropdownMenuItem key={reason} onSelect={() => void set(reason)}>
                {t(`review.reasons.${reason}`)}
              </DropdownMenuItem>
            ))}
          </DropdownMenuContent>
        </DropdownMenu>
      )}
    </li>
  );
}
