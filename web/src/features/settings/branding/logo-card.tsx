import { ImageUp, Trash2 } from "lucide-react";
import { type ChangeEvent, type DragEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/class-names";
import { Emblem } from "@/ui/avatar";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";
import { type OrganizationDetails, useSetLogo } from "../organization/api";

const TYPES = ["image/png", "image/jpeg", "image/webp"];
const MOST_BYTES = 512 * 1024;
/** As the server says it too. */
const MOST = "512 kB";

/** What is wrong with a file before it is sent, if anything. */
export const faultOf = (file: { type: string; size: number }): "type" | "size" | undefined => (!TYPES.includes(file.type) ? "type" : file.size > MOST_BYTES ? "size" : undefined);

export function LogoCard({ organization, mayChange }: { organization: OrganizationDetails; mayChange: boolean }) {
  const { t } = useTranslation("settings");
  const set = useSetLogo();
  const showError = useToastError();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [fault, setFault] = useState<"type" | "size">();
  const [asking, setAsking] = useState(false);
  const { logo_url: logo, color } = organization.brand;
  const take = async (file: File | undefined) => {
    if (!file) return;
    const found = faultOf(file);
    setFault(found);
    if (found) return;
    try {
      await set.mutateAsync(file);
      toast(t("branding.logo_saved"));
    } catch (error) {
      showError(error);
    }
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files[0]);
  };
  return (
    <Card title={t("branding.logo")} description={t("branding.logo_detail")}>
      <div
        {...(mayChange ? { onDragOver: (event: DragEvent) => { event.preventDefault(); setOver(true); }, onDragLeave: () => setOver(false), onDrop: drop } : {})}
        className={cn("flex flex-wrap items-center gap-4 rounded-m border border-line-strong p-4 [border-style:dashed]", over && "border-accent bg-accent-soft")}
      >
        {logo ? (
          <img src={logo} alt={t("branding.logo_of", { name: organization.name })} className="size-16 shrink-0 rounded-m border border-line bg-surface object-contain" />
        ) : (
          <Emblem name={organization.name} color={color} className="size-16 text-xl" />
        )}
        <div className="min-w-40 flex-1">
          <p className="text-sm">{logo ? t("branding.logo_shown") : t("branding.logo_none")}</p>
          <p className="text-xs text-ink-3">{t("branding.logo_limits", { size: MOST })}</p>
          {fault && (
            <p role="alert" className="mt-1 text-xs text-bad">
              {t(`branding.fault.${fault}`, { size: MOST })}
            </p>
          )}
        </div>
        {mayChange && (
          <div className="flex flex-wrap gap-2">
            <Button loading={set.isPending} onClick={() => input.current?.click()}>
              <ImageUp aria-hidden />
              {t(logo ? "branding.replace" : "branding.upload")}
            </Button>
            {logo && (
              <Button variant="danger" disabled={set.isPending} onClick={() => setAsking(true)}>
                <Trash2 aria-hidden />
                {t("branding.remove")}
              </Button>
            )}
          </div>
        )}
        <input
          ref={input}
          type="file"
          accept={TYPES.join(",")}
          aria-label={t("branding.upload")}
          tabIndex={-1}
          className="sr-only"
          onChange={(event: ChangeEvent<HTMLInputElement>) => {
            void take(event.target.files?.[0]);
            event.target.value = "";
          }}
        />
      </div>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        destructive
        title={t("branding.remove_title", { name: organization.name })}
        action={t("branding.remove")}
        onConfirm={async () => {
          try {
            await set.mutateAsync(null);
            toast(t("branding.logo_removed"));
          } catch (error) {
            showError(error);
            throw error;
          }
        }}
      >
        {t("branding.remove_detail")}
      </ConfirmDialog>
    </Card>
  );
}
