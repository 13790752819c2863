import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { activeSlug } from "@/api/session";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";
import { deleteOrganization, leaveAgency, leaveOrganization, type OrganizationDetails, organizationQuery } from "./api";

type Way = "leave" | "agency" | "delete";

/** Nothing of the organization is left in the page: start anew, in whichever comes next. */
function startAnew(): void {
  activeSlug.set(null);
  window.location.assign("/");
}

/** Going away: oneself, from an agency, or the whole organization. */
export function DepartureCard({ organization }: { organization: OrganizationDetails }) {
  const { t } = useTranslation("settings");
  const client = useQueryClient();
  const showError = useToastError();
  const [asking, setAsking] = useState<Way>();
  const { name } = organization;
  const mayDelete = organization.can.includes("organization:delete");
  const run = (work: () => Promise<unknown>, after: () => unknown) => async () => {
    try {
      await work();
      await after();
    } catch (error) {
      showError(error);
      throw error;
    }
  };
  const dialog = (way: Way) => ({ open: asking === way, onOpenChange: (open: boolean) => !open && setAsking(undefined), destructive: true, title: t(`departure.${way}_title`, { name }), action: t(`departure.${way}`) });
  const list = (key: string) => (
    <ul className="list-disc space-y-1 pl-5">
      {(t(key, { returnObjects: true }) as unknown as string[]).map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
  return (
    <Card title={t("departure.title")} flush>
      <ul className="border-t border-line">
        <Row title={t("departure.leave")} detail={t("departure.leave_detail")} button={<Button variant="danger" onClick={() => setAsking("leave")}>{t("departure.leave_open")}</Button>} />
        {organization.parent_id && mayDelete && (
          <Row title={t("departure.agency")} detail={t("departure.agency_detail")} button={<Button variant="danger" onClick={() => setAsking("agency")}>{t("departure.agency_open")}</Button>} />
        )}
        {mayDelete && <Row title={t("departure.delete")} detail={t("departure.delete_detail")} button={<Button variant="danger" onClick={() => setAsking("delete")}>{t("departure.delete_open")}</Button>} />}
      </ul>
      <ConfirmDialog {...dialog("leave")} onConfirm={run(leaveOrganization, startAnew)}>
        <p>{t("departure.leave_goes")}</p>
      </ConfirmDialog>
      <ConfirmDialog
        {...dialog("agency")}
        onConfirm={run(leaveAgency, () => {
          toast(t("departure.agency_done"));
          return client.invalidateQueries({ queryKey: organizationQuery.queryKey });
        })}
      >
        <p>{t("departure.agency_goes")}</p>
      </ConfirmDialog>
      <ConfirmDialog {...dialog("delete")} typeToConfirm={name} onConfirm={run(() => deleteOrganization(name), startAnew)}>
        <p>{t("departure.delete_goes")}</p>
        {list("departure.delete_list")}
        <p className="font-medium text-ink">{t("departure.delete_final")}</p>
      </ConfirmDialog>
    </Card>
  );
}

function Row({ title, detail, button }: { title: string; detail: string; button: ReactNode }) {
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-4 py-3 last:border-b-0">
      <div className="min-w-52 flex-1">
        <p className="text-sm font-medium">{title}</p>
        <p className="text-xs text-ink-3">{detail}</p>
      </div>
      {button}
    </li>
  );
}
