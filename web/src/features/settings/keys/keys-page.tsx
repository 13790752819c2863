import { useQuery } from "@tanstack/react-query";
import { KeyRound, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { Button, IconButton } from "@/ui/button";
import { Card } from "@/ui/card";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { Pill } from "@/ui/pill";
import { Section } from "@/ui/section-layout";
import { SkeletonText } from "@/ui/skeleton";
import { TimeAgo } from "@/ui/time-ago";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";
import { type ApiKey, keysQuery, useDeleteKey, usedFor } from "./api";
import { KeySheet } from "./key-sheet";

/** Keys that programs show to the API, as a build server does. */
export function KeysPage() {
  const { t } = useTranslation("settings");
  const keys = useQuery(keysQuery);
  const remove = useDeleteKey();
  const showError = useToastError();
  const [making, setMaking] = useState(false);
  const [removing, setRemoving] = useState<ApiKey>();
  const make = (
    <Button variant="primary" onClick={() => setMaking(true)}>
      <KeyRound aria-hidden />
      {t("keys.new")}
    </Button>
  );
  return (
    <Section title={t("sections.keys")} description={t("about.keys")} actions={keys.data && keys.data.length > 0 && make}>
      <Card flush>
        {keys.isPending && <SkeletonText lines={3} className="p-4" />}
        {keys.isError && <ErrorState compact error={keys.error} onRetry={() => void keys.refetch()} />}
        {keys.data?.length === 0 && <EmptyState compact icon={<KeyRound aria-hidden />} title={t("keys.none")} description={t("keys.none_detail")} action={make} />}
        <ul className="empty:hidden">
          {keys.data?.map((key) => (
            <KeyRow key={key.id} shown={key} onRemove={() => setRemoving(key)} />
          ))}
        </ul>
      </Card>
      {making && <KeySheet onClose={() => setMaking(false)} />}
      <ConfirmDialog
        open={removing !== undefined}
        onOpenChange={(open) => !open && setRemoving(undefined)}
        title={t("keys.delete_title", { name: removing?.name })}
        action={t("delete")}
        destructive
        onConfirm={async () => {
          if (!removing) return;
          try {
            await remove.mutateAsync(removing.id);
            toast(t("keys.deleted", { name: removing.name }));
          } catch (error) {
            showError(error);
            throw error;
          }
        }}
      >
        {t("keys.delete_detail")}
      </ConfirmDialog>
    </Section>
  );
}

function KeyRow({ shown, onRemove }: { shown: ApiKey; onRemove: () => void }) {
  const { t } = useTranslation("settings");
  const formats = useFormats();
  const use = usedFor(shown.permissions);
  return (
    <li className="flex items-center gap-3 border-b border-line px-4 py-3 last:border-b-0">
      <div className="min-w-0 flex-1">
        <p className="truncate text-sm font-medium">
          {shown.name} <span className="font-mono text-xs font-normal text-ink-3">…{shown.ending}</span>
        </p>
        <p className="text-xs text-ink-2">
          {t(`keys.uses.${use}`)} · {shown.agent_ids.length > 0 ? t("keys.agents_count", { count: shown.agent_ids.length }) : t("keys.agents_all")}
        </p>
        <p className="text-xs text-ink-3">
          {t("keys.by", { name: shown.made_by })} · {t(shown.works ? "keys.until" : "keys.ended", { date: formats.date(shown.expires_at) })} ·{" "}
          {shown.last_used_at ? (
            <>
              {t("keys.used")} <TimeAgo value={shown.last_used_at} />
            </>
          ) : (
            t("keys.unused")
          )}
        </p>
      </div>
      {!shown.works && <Pill tone="warn">{t("keys.off")}</Pill>}
      <IconButton size="icon-sm" label={t("delete_named", { name: shown.name })} onClick={onRemove}>
        <Trash2 aria-hidden />
      </IconButton>
    </li>
  );
}
