import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { KeyRound, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/api/session";
import { Button, IconButton } from "@/ui/button";
import { Card } from "@/ui/card";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { PageBody, PageHeader } from "@/ui/page-header";
import { SkeletonText } from "@/ui/skeleton";
import { TimeAgo } from "@/ui/time-ago";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";
import { useErrorName } from "@/features/trace";
import { SignInSheet } from "./sign-in-sheet";
import { SignInState } from "./sign-in-state";
import { type SharedSignIn, signInsQuery, useDeleteSignIn, useTestSignIn } from "./sign-ins";

/** The sign-ins that several tools use: where each is used, whether it works, changed once for all. */
export function SignInsPage() {
  const { t } = useTranslation("tools");
  const found = useQuery(signInsQuery);
  const mayManage = useMay("tool:manage");
  const remove = useDeleteSignIn();
  const showError = useToastError();
  const [making, setMaking] = useState(false);
  const [editing, setEditing] = useState<SharedSignIn>();
  const [removing, setRemoving] = useState<SharedSignIn>();
  const make = mayManage && (
    <Button variant="primary" onClick={() => setMaking(true)}>
      <Plus aria-hidden />
      {t("shared.new")}
    </Button>
  );
  const close = () => {
    setMaking(false);
    setEditing(undefined);
  };
  return (
    <>
      <PageHeader parent={<Link to="/tools">{t("title")}</Link>} title={t("shared.title")} actions={found.data && found.data.length > 0 && make} />
      <PageBody className="w-full max-w-4xl space-y-4">
        <p className="text-sm text-ink-2">{t("shared.about")}</p>
        <Card flush>
          {found.isPending && <SkeletonText lines={4} className="p-4" />}
          {found.isError && <ErrorState compact error={found.error} onRetry={() => void found.refetch()} />}
          {found.data?.length === 0 && <EmptyState compact icon={<KeyRound aria-hidden />} title={t("shared.none")} description={t("shared.none_detail")} action={make} />}
          <ul className="empty:hidden">
            {found.data?.map((one) => (
              <Row key={one.id} shown={one} onEdit={() => setEditing(one)} onRemove={() => setRemoving(one)} />
            ))}
          </ul>
        </Card>
      </PageBody>
      {(making || editing) && (
        <SignInSheet
          {...(editing ? { known: editing } : {})}
          onKept={() => {
            toast(t("saved"));
            close();
          }}
          onClose={close}
        />
      )}
      <ConfirmDialog
        open={removing !== undefined}
        onOpenChange={(open) => !open && setRemoving(undefined)}
        title={t("delete.title", { name: removing?.label })}
        action={t("delete.open")}
        destructive
        onConfirm={async () => {
          if (!removing) return;
          try {
            await remove.mutateAsync(removing.id);
          } catch (error) {
            showError(error);
            throw error;
          }
        }}
      >
        {t("shared.delete_detail")}
      </ConfirmDialog>
    </>
  );
}

function Row({ shown, onEdit, onRemove }: { shown: SharedSignIn; onEdit: () => void; onRemove: () => void }) {
  const { t } = useTranslation("tools");
  const manages = shown.can.includes("tool:manage");
  const test = useTestSignIn();
  const errorName = useErrorName();
  const showError = useToastError();
  const told = test.data;
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-2 border-b border-line px-4 py-3 last:border-b-0">
      <div className="min-w-0 flex-1 basis-64 space-y-1">
        <p className="flex flex-wrap items-center gap-2 text-sm font-medium">
          <span className="min-w-0 truncate">{shown.label}</span>
          <SignInState shown={shown} />
        </p>
        <p className="text-xs break-words text-ink-2">
          {t(`sign_in.kinds.${shown.kind}`)} · <span className="font-mono">{shown.origins.map((origin) => origin.replace("https://", "")).join(", ")}</span>
        </p>
        {shown.tools.length === 0 ? (
          <p className="text-xs text-ink-2">{t("shared.unused")}</p>
        ) : (
          <p className="text-xs text-ink-2">
            {t("shared.used_by")}{" "}
            {shown.tools.map((tool, index) => (
              <span key={tool.id}>
                {index > 0 && ", "}
                <Link to="/tools/$toolId" params={{ toolId: tool.id }} className="underline underline-offset-2">
                  {tool.label}
                </Link>
              </span>
            ))}
          </p>
        )}
        {shown.tested_at && (
          <p className="text-xs text-ink-3">
            {t("shared.tested")} <TimeAgo value={shown.tested_at} />
          </p>
        )}
        <p role="status" className="text-xs text-ink-2 empty:hidden">
          {told && (told.verdict === "accepted" ? t("shared.works") : `${t(`shared.told.${told.verdict}`)} ${told.reason ? errorName(told.reason) : ""}`)}
        </p>
      </div>
      {manages && (
        <div className="flex items-center gap-1.5">
          <Button size="sm" loading={test.isPending} disabled={shown.waiting} aria-label={`${t("shared.test")}: ${shown.label}`} onClick={() => test.mutate({ id: shown.id, address: "" }, { onError: showError })}>
            {t("shared.test")}
          </Button>
          <Button size="sm" aria-label={`${t(shown.waiting ? "shared.fill_in" : "shared.edit")}: ${shown.label}`} variant={shown.waiting ? "primary" : "secondary"} onClick={onEdit}>
            {t(shown.waiting ? "shared.fill_in" : "shared.edit")}
          </Button>
          <IconButton size="icon-sm" label={`${t("delete.open")}: ${shown.label}`} onClick={onRemove}>
            <Trash2 aria-hidden />
          </IconButton>
        </div>
      )}
    </li>
  );
}
