import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ListChecks, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useSession } from "@/api/session";
import { setupQuery, useChangeSetup } from "@/features/business";
import { useFormats } from "@/lib/locale";
import { Button, IconButton } from "@/ui/button";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";

/** The way back to a set-up that was left half way, until it is finished or put away. */
export default function SetupReminder({ hasAgent }: { hasAgent: boolean }) {
  const { t } = useTranslation("home");
  const formats = useFormats();
  const { organization } = useSession();
  const setup = useQuery(setupQuery).data;
  const change = useChangeSetup();
  const showError = useToastError();
  // What was filled in elsewhere needs no reminder.
  const open = setup?.steps.filter(({ name, state, filled }) => state === "open" && !filled && !(name === "agent" && hasAgent)) ?? [];
  if (open.length === 0) return null;
  const putAway = async () => {
    try {
      await change.mutateAsync(Object.fromEntries(open.map(({ name }) => [name, "skipped"])));
      toast(t("setup.put_away"), { tone: "info" });
    } catch (error) {
      showError(error);
    }
  };
  return (
    <section aria-label={t("setup.title")} className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-l border border-accent-line bg-accent-soft py-3 pr-2 pl-4">
      <ListChecks aria-hidden className="size-5 shrink-0 text-accent max-sm:hidden" />
      <div className="min-w-48 flex-1">
        <h2 className="font-medium">{t("setup.title")}</h2>
        <p className="text-sm text-ink-2">{t("setup.left", { count: open.length, steps: formats.list(open.map(({ name }) => t(`setup.steps.${name}`))) })}</p>
      </div>
      <Button asChild variant="primary">
        <Link to="/welcome" search={{ organization: organization.slug }}>
          {t("setup.go_on")}
        </Link>
      </Button>
      <IconButton label={t("setup.dismiss")} disabled={change.isPending} onClick={() => void putAway()}>
        <X aria-hidden />
      </IconButton>
    </section>
  );
}
