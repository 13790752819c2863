import { useTranslation } from "react-i18next";
import { useShortcutList } from "@/lib/shortcuts";
import { Dialog } from "@/ui/dialog";
import { Kbd } from "@/ui/kbd";

export default function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("shell");
  const shortcuts = useShortcutList();
  const groups = [...new Set(shortcuts.map((one) => one.group))].map((group) => [group, shortcuts.filter((one) => one.group === group)] as const);
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t("shortcuts.title")} className="max-w-lg">
      <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
        {groups.map(([group, list]) => (
          <section key={group}>
            <h3 className="mb-1.5 text-xs text-ink-3">{group}</h3>
            <dl>
              {list.map((one) => (
                <div key={one.keys} className="flex min-h-8 items-center gap-3 text-sm">
                  <dt className="min-w-0 flex-1 truncate">{one.label}</dt>
                  <dd>
                    <Kbd keys={one.keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
