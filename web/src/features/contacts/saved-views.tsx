import { useQuery } from "@tanstack/react-query";
import { Bookmark, BookmarkPlus, RefreshCw, Trash2, Users } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";
import type { TableView } from "@/ui/data-table";
import { Dialog } from "@/ui/dialog";
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuLabel, DropdownMenuSeparator, DropdownMenuTrigger } from "@/ui/dropdown-menu";
import { Field } from "@/ui/field";
import { Input } from "@/ui/input";
import { Switch } from "@/ui/switch";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";
import type { ContactFilter } from "./api";
import { fieldsOf, openView, type SavedView, useChangeView, useCreateView, useDeleteView, viewsQuery } from "./views-api";

const same = (one: TableView, other: TableView) => JSON.stringify(Object.entries(one).filter(([, value]) => value !== undefined).sort()) === JSON.stringify(Object.entries(other).sort());

/** The lists that have a name: open one, keep this one. */
export function SavedViews({ view, mayChange, onOpen }: { view: ContactFilter; mayChange: boolean; onOpen: (view: TableView) => void }) {
  const { t } = useTranslation("contacts");
  const showError = useToastError();
  const views = useQuery(viewsQuery).data ?? [];
  const change = useChangeView();
  const remove = useDeleteView();
  const [saving, setSaving] = useState(false);
  const [opened, setOpened] = useState<string>();
  const current = views.find(({ id }) => id === opened) ?? views.find((one) => same({ ...view }, addressOf(one)));
  const open = (one: SavedView) => {
    setOpened(one.id);
    onOpen(openView(one));
  };
  const done = (text: string) => ({ onSuccess: () => toast(text), onError: showError });
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="ghost" className="max-w-48">
            <Bookmark aria-hidden />
            <span className="truncate">{current?.name ?? t("views.title")}</span>
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end" className="max-w-72">
          <DropdownMenuLabel>{t("views.title")}</DropdownMenuLabel>
          {views.length === 0 && <p className="px-2 py-1.5 text-xs text-ink-2">{t("views.none")}</p>}
          {views.map((one) => (
            <DropdownMenuItem key={one.id} icon={one.shared ? <Users aria-hidden /> : <Bookmark aria-hidden />} hint={one.shared && !one.mine ? one.created_by : undefined} onSelect={() => open(one)}>
              {one.name}
            </DropdownMenuItem>
          ))}
          {mayChange && (
            <>
              <DropdownMenuSeparator />
              <DropdownMenuItem icon={<BookmarkPlus aria-hidden />} onSelect={() => setSaving(true)}>
                {t("views.save")}
              </DropdownMenuItem>
              {current && (
                <>
                  <DropdownMenuItem icon={<RefreshCw aria-hidden />} onSelect={() => change.mutate({ id: current.id, ...fieldsOf(view) }, done(t("views.kept", { name: current.name })))}>
                    {t("views.overwrite", { name: current.name })}
                  </DropdownMenuItem>
                  <DropdownMenuItem icon={<Trash2 aria-hidden />} destructive onSelect={() => remove.mutate(current.id, done(t("views.gone", { name: current.name })))}>
                    {t("views.delete", { name: current.name })}
                  </DropdownMenuItem>
                </>
              )}
            </>
          )}
        </DropdownMenuContent>
      </DropdownMenu>
      {saving && <SaveDialog view={view} onClose={() => setSaving(false)} onSaved={({ id }) => setOpened(id)} />}
    </>
  );
}

function addressOf({ filter, sort }: SavedView): TableView {
  const told = Object.entries(filter).filter(([, value]) => value !== "" && value !== null);
  return { ...Object.fromEntries(told.map(([name, value]) => [name, String(value)])), ...(sort === "-created_at" ? {} : { sort }) };
}

function SaveDialog({ view, onClose, onSaved }: { view: ContactFilter; onClose: () => void; onSaved: (view: SavedView) => void }) {
  const { t } = useTranslation("contacts");
  const showError = useToastError();
  const create = useCreateView();
  const [name, setName] = useState("");
  const [shared, setShared] = useState(false);
  const save = async () => {
    try {
      onSaved(await create.mutateAsync({ ...fieldsOf(view), name: name.trim(), shared }));
      toast(t("views.kept", { name: name.trim() }));
      onClose();
    } catch (error) {
      showError(error);
    }
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("views.save")}
      description={t("views.about")}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button type="submit" form="save-view" variant="primary" disabled={!name.trim()} loading={create.isPending}>
            {t("views.keep")}
          </Button>
        </>
      }
    >
      <form
        id="save-view"
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim()) void save();
        }}
      >
        <Field label={t("views.name")} help={t("views.name_help")}>
          <Input value={name} maxLength={60} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Switch label={t("views.shared")} checked={shared} onCheckedChange={setShared} />
      </form>
    </Dialog>
  );
}
