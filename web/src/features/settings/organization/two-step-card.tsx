import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Tagged } from "@/api/client";
import { ApiError } from "@/api/errors";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Card } from "@/ui/card";
import { Switch } from "@/ui/switch";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";
import { type OrganizationDetails, useChangeOrganization } from "./api";

/** Whether owners and administrators must sign in with a second step. */
export function TwoStepCard({ found }: { found: Tagged<OrganizationDetails> }) {
  const { t } = useTranslation("settings");
  const change = useChangeOrganization();
  const showError = useToastError();
  const needsOwn = change.error instanceof ApiError && change.error.code === "two_step_of_your_own_first";
  const turn = async (on: boolean) => {
    try {
      await change.mutateAsync({ two_step: on ? "administrators" : "off", etag: found.etag });
      toast(t(on ? "two_step.turned_on" : "two_step.turned_off"));
    } catch (error) {
      if (!(error instanceof ApiError && error.code === "two_step_of_your_own_first")) showError(error);
    }
  };
  return (
    <Card>
      <Switch
        label={t("two_step.title")}
        description={t("two_step.detail")}
        disabled={change.isPending || !found.data.can.includes("organization:update")}
        checked={change.isPending ? change.variables.two_step === "administrators" : found.data.two_step === "administrators"}
        onCheckedChange={(on) => void turn(on)}
      />
      {needsOwn && (
        <Callout
          tone="warn"
          live
          className="mt-4 max-sm:flex-wrap"
          title={t("two_step.own_first")}
          action={
            <Button asChild size="sm">
              <Link to="/account/two-step">{t("two_step.own_first_action")}</Link>
            </Button>
          }
        >
          {t("two_step.own_first_detail")}
        </Callout>
      )}
    </Card>
  );
}
