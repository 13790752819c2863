import { Download, Ellipsis, FileUp, RefreshCw, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "@/api/session";
import { IconButton } from "@/ui/button";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuSeparator, DropdownMenuTrigger } from "@/ui/dropdown-menu";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";
import { type Document, fileAddress, useDeleteDocument, useReindexDocument, useReplaceFile } from "./api";
import { FILE_KINDS } from "./uploads";

export function DocumentMenu({ document, onDeleted }: { document: Document; onDeleted?: () => void }) {
  const { t } = useTranslation("knowledge");
  const { organization } = useSession();
  const showError = useToastError();
  const reindex = useReindexDocument();
  const remove = useDeleteDocument();
  const [asking, setAsking] = useState(false);
  const mayChange = document.can.includes("knowledge:update");
  const again = async () => {
    try {
      await reindex.mutateAsync(document.id);
      toast(t("reindexed", { title: document.title }), { tone: "info" });
    } catch (error) {
      showError(error);
    }
  };
  const replace = useReplaceFile(document.id);
  const take = async (file: File) => {
    try {
      await replace.mutateAsync(file);
      toast(t("replaced", { title: document.title }), { tone: "info" });
    } catch (error) {
      showError(error);
    }
  };
  // Made when it is asked for: a long list would hold one for each of its rows.
  const choose = () => {
    const input = Object.assign(globalThis.document.createElement("input"), { type: "file", accept: FILE_KINDS });
    input.onchange = () => {
      const [file] = input.files ?? [];
      if (file) void take(file);
    };
    input.click();
  };
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <IconButton label={t("actions_for", { title: document.title })} size="icon-sm">
            <Ellipsis aria-hidden />
          </IconButton>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          <DropdownMenuItem icon={<Download aria-hidden />} onSelect={() => window.open(fileAddress(document.id, organization.id), "_blank", "noopener")}>
            {t("download")}
          </DropdownMenuItem>
          {mayChange && (
            <>
              {!document.address && document.file_name && (
                <DropdownMenuItem icon={<FileUp aria-hidden />} onSelect={choose}>
                  {t("replace")}
                </DropdownMenuItem>
              )}
              <DropdownMenuItem icon={<RefreshCw aria-hidden />} onSelect={() => void again()}>
                {t("reindex")}
              </DropdownMenuItem>
              <DropdownMenuSeparator />
              <DropdownMenuItem icon={<Trash2 aria-hidden />} destructive onSelect={() => setAsking(true)}>
                {t("delete")}
              </DropdownMenuItem>
            </>
          )}
        </DropdownMenuContent>
      </DropdownMenu>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t("delete_title", { title: document.title })}
        action={t("delete")}
        destructive
        onConfirm={async () => {
          try {
            await remove.mutateAsync(document.id);
            toast(t("deleted", { title: document.title }));
            onDeleted?.();
          } catch (error) {
            showError(error);
            throw error;
          }
        }}
      >
        {t("delete_detail", { count: document.passages })}
      </ConfirmDialog>
    </>
  );
}
