import { useInfiniteQuery } from "@tanstack/react-query";
import { PhoneOff } from "lucide-react";
import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { z } from "@/lib/schema";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Dialog } from "@/ui/dialog";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { Form, FormError, FormField, SubmitButton, useZodForm } from "@/ui/form";
import { Input, SearchInput } from "@/ui/input";
import { SkeletonText } from "@/ui/skeleton";
import { Moment } from "@/ui/time-ago";
import { toast } from "@/ui/toast";
import { type Suppression, suppressionsQuery, useLift, useSuppress } from "./api";

/** The own do-not-call list. */
export function ListCard({ mayManage }: { mayManage: boolean }) {
  const { t } = useTranslation("compliance");
  const [search, setSearch] = useState("");
  const [open, setOpen] = useState<Suppression | "new">();
  const found = useInfiniteQuery(suppressionsQuery(useDeferredValue(search)));
  const rows = found.data?.pages.flatMap(({ items }) => items) ?? [];
  const add = mayManage && <Button onClick={() => setOpen("new")}>{t("list.add")}</Button>;
  return (
    <Card title={t("list.title")} description={t("list.detail")} actions={(rows.length > 0 || search) && add} flush>
      <div className="border-b border-line px-4 pb-3">
        <SearchInput label={t("list.search")} value={search} onValueChange={setSearch} />
      </div>
      {found.isPending && <SkeletonText lines={4} className="p-4" />}
      {found.isError && <ErrorState compact error={found.error} onRetry={() => void found.refetch()} />}
      {found.data && rows.length === 0 && <EmptyState compact icon={<PhoneOff aria-hidden />} title={t(search ? "list.none_found" : "list.empty")} description={t("list.empty_detail")} action={!search && add} />}
      <ul>
        {rows.map((row) => (
          <li key={row.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-2.5 last:border-b-0">
            <div className="min-w-40 flex-1">
              <p className="text-sm font-medium tabular-nums">{row.national || t("list.erased")}</p>
              <p className="text-xs break-words text-ink-2">
                {[t(`list.source.${row.source}`), row.topic, row.reason, row.by].filter(Boolean).join(" · ")} · <Moment value={row.created_at} />
              </p>
            </div>
            {mayManage && (
              <Button size="sm" variant="ghost" aria-label={t("list.lift_named", { number: row.national || t("list.erased") })} onClick={() => setOpen(row)}>
                {t("list.lift")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {found.hasNextPage && (
        <div className="px-4 py-3">
          <Button size="sm" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {t("list.more")}
          </Button>
        </div>
      )}
      {open === "new" && <AddDialog onClose={() => setOpen(undefined)} />}
      {open && open !== "new" && <LiftDialog row={open} onClose={() => setOpen(undefined)} />}
    </Card>
  );
}

const entry = z.object({ number: z.string().trim().min(1).max(40), reason: z.string().trim().max(500) });

function AddDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("compliance");
  const suppress = useSuppress();
  const form = useZodForm(entry, { number: "", reason: "" });
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t("list.add")} description={t("list.add_detail")}>
      <Form
        form={form}
        aria-label={t("list.add")}
        onSubmit={async (values) => {
          await suppress.mutateAsync(values);
          toast(t("list.added"));
          onClose();
        }}
      >
        <FormField<z.input<typeof entry>, "number"> name="number" label={t("list.number")}>
          {(field) => <Input {...field} type="tel" autoComplete="off" placeholder="+34 612 345 678" />}
        </FormField>
        <FormField<z.input<typeof entry>, "reason"> name="reason" label={t("list.reason")} optional>
          {(field) => <Input {...field} autoComplete="off" />}
        </FormField>
        <FormError />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("cancel")}</Button>
          <SubmitButton>{t("list.add")}</SubmitButton>
        </div>
      </Form>
    </Dialog>
  );
}

const why = z.object({ reason: z.string().trim().min(3).max(500) });

function LiftDialog({ row, onClose }: { row: Suppression; onClose: () => void }) {
  const { t } = useTranslation("compliance");
  const lift = useLift();
  const form = useZodForm(why, { reason: "" });
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t("list.lift_title", { number: row.national || t("list.erased") })} description={t("list.lift_detail")}>
      <Form
        form={form}
        aria-label={t("list.lift")}
        onSubmit={async ({ reason }) => {
          await lift.mutateAsync({ id: row.id, reason });
          toast(t("list.lifted"));
          onClose();
        }}
      >
        <FormField<z.input<typeof why>, "reason"> name="reason" label={t("list.lift_reason")}>
          {(field) => <Input {...field} autoComplete="off" />}
        </FormField>
        <FormError />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("cancel")}</Button>
          <SubmitButton>{t("list.lift")}</SubmitButton>
        </div>
      </Form>
    </Dialog>
  );
}
