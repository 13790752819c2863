import { useInfiniteQuery } from "@tanstack/react-query";
import { ChevronDown, History, RotateCcw } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuLabel, DropdownMenuSeparator, DropdownMenuTrigger } from "@/ui/dropdown-menu";
import { versionsQuery } from "../api";
import type { Wish } from "./api";

/** What can be tried besides all of them with the draft: those that failed, and a version. */
export function RunMenu({ agentId, failed, disabled, onRun }: { agentId: string; failed: readonly string[]; disabled: boolean; onRun: (wish: Wish) => void }) {
  const { t } = useTranslation("scenarios");
  const [open, setOpen] = useState(false);
  const versions = useInfiniteQuery({ ...versionsQuery(agentId), enabled: open });
  const known = versions.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <DropdownMenu open={open} onOpenChange={setOpen}>
      <DropdownMenuTrigger asChild>
        <Button size="sm" disabled={disabled}>
          {t("run.more")}
          <ChevronDown aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuItem icon={<RotateCcw aria-hidden />} disabled={failed.length === 0} hint={failed.length || undefined} onSelect={() => onRun({ scenario_ids: [...failed] })}>
          {t("run.failed")}
        </DropdownMenuItem>
        {known.length > 0 && (
          <>
            <DropdownMenuSeparator />
            <DropdownMenuLabel>{t("run.with")}</DropdownMenuLabel>
            {known.map((version) => (
              <DropdownMenuItem key={version.id} icon={<History aria-hidden />} hint={version.live ? t("run.live") : undefined} onSelect={() => onRun({ version: version.number })}>
                {t("runs.version", { number: version.number })}
              </DropdownMenuItem>
            ))}
          </>
        )}
        {versions.hasNextPage && (
          <DropdownMenuItem
            onSelect={(event) => {
              event.preventDefault();
              void versions.fetchNextPage();
            }}
          >
            {t("run.older")}
          </DropdownMenuItem>
        )}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
