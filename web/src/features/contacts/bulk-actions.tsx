import { useQuery } from "@tanstack/react-query";
import { Flag, Tag, Trash2, UserRound } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from "@/ui/dropdown-menu";
import { Input } from "@/ui/input";
import { Popover, PopoverContent, PopoverTrigger } from "@/ui/popover";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";
import { type BulkChange, type ContactSummary, ownersQuery, tagsQuery, useChangeContacts, useDeleteContacts } from "./api";
import { useStages } from "./stages";

/** One thing done with several contacts. */
export function BulkActions({ contacts, onDone }: { contacts: ContactSummary[]; onDone: () => void }) {
  const { t } = useTranslation("contacts");
  const showError = useToastError();
  const { stages } = useStages();
  const owners = useQuery(ownersQuery).data ?? [];
  const change = useChangeContacts();
  const remove = useDeleteContacts();
  const [asking, setAsking] = useState(false);
  const ids = contacts.map(({ id }) => id);
  const run = (what: BulkChange) =>
    change.mutate(
      { ids, ...what },
      {
        onSuccess: ({ changed }) => {
          toast(t("bulk.changed", { count: changed }));
          onDone();
        },
        onError: showError,
      },
    );
  const mayDelete = contacts.every(({ can }) => can.includes("contact:delete"));
  return (
    <>
      <Choice icon={<Flag aria-hidden />} label={t("columns.stage")} busy={change.isPending} options={stages.map(({ id, name }) => ({ key: id, name, run: () => run({ stage: id }) }))} />
      <Choice
        icon={<UserRound aria-hidden />}
        label={t("columns.owner")}
        busy={change.isPending}
        options={[...owners.map(({ id, name }) => ({ key: id, name, run: () => run({ owner_id: id }) })), { key: "none", name: t("owner.none"), run: () => run({ owner_id: "" }) }]}
      />
      <AddTag busy={change.isPending} onAdd={(tag) => run({ add_tags: [tag] })} />
      {mayDelete && (
        <Button size="sm" variant="danger" onClick={() => setAsking(true)}>
          <Trash2 aria-hidden />
          {t("delete")}
        </Button>
      )}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t("bulk.delete_title", { count: ids.length })}
        action={t("delete")}
        destructive
        onConfirm={async () => {
          try {
            const { changed } = await remove.mutateAsync(ids);
            toast(t("bulk.deleted", { count: changed }));
            onDone();
          } catch (error) {
            showError(error);
            throw error;
          }
        }}
      >
        {t("delete_detail")}
      </ConfirmDialog>
    </>
  );
}

function Choice({ icon, label, busy, options }: { icon: ReactNode; label: string; busy: boolean; options: { key: string; name: string; run: () => void }[] }) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button size="sm" disabled={busy}>
          {icon}
          {label}
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        {options.map(({ key, name, run }) => (
          <DropdownMenuItem key={key} onSelect={run}>
            {name}
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

function AddTag({ busy, onAdd }: { busy: boolean; onAdd: (tag: string) => void }) {
  const { t } = useTranslation("contacts");
  const tags = useQuery(tagsQuery).data ?? [];
  const [open, setOpen] = useState(false);
  const [text, setText] = useState("");
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button size="sm" disabled={busy}>
          <Tag aria-hidden />
          {t("columns.tag")}
        </Button>
      </PopoverTrigger>
      <PopoverContent aria-label={t("bulk.tag")} className="w-64 p-3">
        <form
          className="flex gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            if (!text.trim()) return;
            setOpen(false);
            onAdd(text.trim());
            setText("");
          }}
        >
          <Input autoFocus list="contact-tags" maxLength={40} aria-label={t("bulk.tag")} placeholder={t("bulk.tag")} value={text} onChange={(event) => setText(event.target.value)} />
          <datalist id="contact-tags">
            {tags.map((tag) => (
              <option key={tag} value={tag} />
            ))}
          </datalist>
          <Button type="submit" disabled={!text.trim()}>
            {t("add")}
          </Button>
        </form>
      </PopoverContent>
    </Popover>
  );
}
