import { useQuery } from "@tanstack/react-query";
import { Ellipsis, GitMerge, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useDebounced } from "@/lib/use-debounced";
import { Button, IconButton } from "@/ui/button";
import { Combobox } from "@/ui/combobox";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { Dialog } from "@/ui/dialog";
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuSeparator, DropdownMenuTrigger } from "@/ui/dropdown-menu";
import { Field } from "@/ui/field";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";
import { choicesQuery, type Contact, useDeleteContact, useMergeContacts } from "./api";

export function ContactMenu({ contact, onGone }: { contact: Contact; onGone: () => void }) {
  const { t } = useTranslation("contacts");
  const showError = useToastError();
  const remove = useDeleteContact();
  const [asking, setAsking] = useState<"delete" | "merge">();
  const mayChange = contact.can.includes("contact:update");
  const mayDelete = contact.can.includes("contact:delete");
  if (!mayChange && !mayDelete) return null;
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <IconButton label={t("actions_for", { name: contact.name })} size="icon-sm">
            <Ellipsis aria-hidden />
          </IconButton>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          {mayChange && (
            <DropdownMenuItem icon={<GitMerge aria-hidden />} onSelect={() => setAsking("merge")}>
              {t("merge.open")}
            </DropdownMenuItem>
          )}
          {mayDelete && (
            <>
              <DropdownMenuSeparator />
              <DropdownMenuItem icon={<Trash2 aria-hidden />} destructive onSelect={() => setAsking("delete")}>
                {t("delete")}
              </DropdownMenuItem>
            </>
          )}
        </DropdownMenuContent>
      </DropdownMenu>
      {asking === "merge" && <MergeDialog contact={contact} onClose={() => setAsking(undefined)} />}
      <ConfirmDialog
        open={asking === "delete"}
        onOpenChange={(open) => !open && setAsking(undefined)}
        title={t("delete_title", { name: contact.name })}
        action={t("delete")}
        destructive
        onConfirm={async () => {
          try {
            await remove.mutateAsync(contact.id);
            toast(t("deleted", { name: contact.name }));
            onGone();
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

function MergeDialog({ contact, onClose }: { contact: Contact; onClose: () => void }) {
  const { t } = useTranslation("contacts");
  const showError = useToastError();
  const merge = useMergeContacts(contact.id);
  const [text, setText] = useState("");
  const [other, setOther] = useState<{ id: string; name: string }>();
  const found = useQuery(choicesQuery(useDebounced(text.trim(), 200))).data ?? [];
  const options = found.filter(({ id }) => id !== contact.id).map(({ id, name, phone, emails }) => ({ value: id, label: name, description: phone || (emails[0] ?? "") }));
  const run = async () => {
    if (!other) return;
    try {
      await merge.mutateAsync(other.id);
      toast(t("merge.done", { name: other.name }));
      onClose();
    } catch (error) {
      showError(error);
    }
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("merge.title", { name: contact.name })}
      description={t("merge.about")}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button variant="primary" disabled={!other} loading={merge.isPending} onClick={() => void run()}>
            {t("merge.do")}
          </Button>
        </>
      }
    >
      <Field label={t("merge.other")}>
        <Combobox
          label={t("merge.other")}
          placeholder={t("merge.placeholder")}
          value={other?.id ?? ""}
          onSearch={setText}
          onValueChange={(id) => setOther(found.find((one) => one.id === id))}
          options={other && !options.some(({ value }) => value === other.id) ? [...options, { value: other.id, label: other.name, description: "" }] : options}
        />
      </Field>
    </Dialog>
  );
}
