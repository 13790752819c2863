import { MessageCircle, Paperclip, Send } from "lucide-react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/class-names";
import { inkOn } from "@/lib/contrast";
import { useMedia } from "@/lib/use-media";
import type { WidgetLook } from "./api";

/** How the widget will look on a page, drawn with what is being chosen. */
export function WidgetPreview({ look, color, name, greeting, notice }: { look: WidgetLook; color: string; name: string; greeting: string; notice: string }) {
  const { t } = useTranslation("agents");
  const prefersDark = useMedia("(prefers-color-scheme: dark)");
  const dark = look.theme === "dark" || (look.theme === "auto" && prefersDark);
  const ink = inkOn(color);
  return (
    <div role="img" aria-label={t("deploy.preview_of", { name })} className={cn("flex flex-col rounded-l border border-line bg-sunken p-4", look.position === "left" ? "items-start" : "items-end")}>
      <div aria-hidden data-theme={dark ? "dark" : "light"} className="w-full max-w-72 overflow-hidden rounded-l border border-line bg-surface text-ink shadow-pop">
        <div className="flex items-center gap-2 px-3 py-2.5 text-sm font-semibold" style={{ background: color, color: ink }}>
          <span className="truncate">{name}</span>
        </div>
        <div className="space-y-2 p-3 text-xs">
          <p className="text-center text-2xs text-ink-3">{notice}</p>
          <p className="w-fit max-w-[85%] rounded-l bg-sunken px-2.5 py-1.5">{greeting}</p>
          <p className="ml-auto w-fit max-w-[85%] rounded-l px-2.5 py-1.5" style={{ background: color, color: ink }}>
            {t("deploy.preview_question")}
          </p>
        </div>
        <div className="flex items-center gap-2 border-t border-line px-3 py-2 text-2xs text-ink-3">
          {look.attachments && <Paperclip className="size-3.5" />}
          <span className="flex-1">{t("test.write")}</span>
          <Send className="size-3.5" />
        </div>
      </div>
      <span aria-hidden className="mt-3 grid size-11 place-items-center rounded-full shadow-pop" style={{ background: color, color: ink }}>
        <MessageCircle className="size-5" />
      </span>
    </div>
  );
}
