import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Archive, TriangleAlert, Undo2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import type { PromiseOut } from "@/api/generated/schema";
import { useMay } from "@/api/session";
import { cn } from "@/lib/class-names";
import { useFormats } from "@/lib/locale";
import { Button } from "@/ui/button";
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from "@/ui/dropdown-menu";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";

type Reason = NonNullable<PromiseOut["aside"]>["reason"];
const REASONS = ["right", "no_contradiction", "done"] as const satisfies readonly Reason[];

/** It is judged once for the whole conversation: lists, and the call that it was, count it no more. */
function useJudge(conversation: string, key: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (reason?: Reason) => api.post(`/conversations/${conversation}/promises/${reason ? "aside" : "back"}`, { key, ...(reason ? { reason } : {}) }),
    onSuccess: () => Promise.all([client.invalidateQueries({ queryKey: ["conversations"] }), client.invalidateQueries({ queryKey: ["calls"] })]),
  });
}

/** What an agent said otherwise than the business profile of that day, and what somebody found about it. */
export function PromiseNote({ promise: { key, kind, subject, said, known, aside }, conversation }: { promise: PromiseOut; conversation: string | null }) {
  const { t } = useTranslation("promises");
  const formats = useFormats();
  const showError = useToastError();
  const judge = useJudge(conversation ?? "", key);
  const mayJudge = useMay("conversation:annotate") && conversation !== null;
  // By the promise: what is told to this note alone is lost when it goes.
  const set = async (reason?: Reason) => {
    try {
      await judge.mutateAsync(reason);
      if (reason) toast(t("put_aside"), { action: { label: t("undo"), run: () => void set() } });
    } catch (error) {
      showError(error);
    }
  };
  return (
    <div className={cn("mt-1.5 flex flex-wrap items-start gap-x-2 gap-y-1 rounded-s px-2.5 py-1.5 text-xs", aside ? "bg-sunken text-ink-2" : "bg-warn-soft text-warn")}>
      <TriangleAlert aria-hidden className="mt-1 size-3.5 shrink-0" />
      <div className="min-w-40 flex-1 py-0.5 break-words">
        <p className={cn("whitespace-pre-line", aside && "line-through")}>{t(`kinds.${kind}`, { subject, said, known })}</p>
        {aside && <p>{t("aside_by", { reason: t(`reasons.${aside.reason}`), name: aside.by, date: formats.date(aside.at) })}</p>}
      </div>
      {mayJudge && aside && (
        <Button size="sm" variant="ghost" loading={judge.isPending} onClick={() => void set()}>
          <Undo2 aria-hidden />
          {t("back")}
        </Button>
      )}
      {mayJudge && !aside && (
        <DropdownMenu>
          <DropdownMenuTrigger asChild>
            <Button size="sm" variant="ghost" disabled={judge.isPending}>
              <Archive aria-hidden />
              {t("aside")}
            </Button>
          </DropdownMenuTrigger>
          <DropdownMenuContent align="end">
            {REASONS.map((reason) => (
              <DropdownMenuItem key={reason} onSelect={() => void set(reason)}>
                {t(`reasons.${reason}`)}
              </DropdownMenuItem>
            ))}
          </DropdownMenuContent>
        </DropdownMenu>
      )}
    </div>
  );
}
