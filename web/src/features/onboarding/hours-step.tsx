import { useQuery } from "@tanstack/react-query";
import { ArrowRight } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { HoursEditor, profileQuery, type Profile, useSetHours, usualWeek, weekHasFault } from "@/features/business";
import { Button } from "@/ui/button";
import { ErrorState } from "@/ui/error-state";
import { SkeletonText } from "@/ui/skeleton";
import { useToastError } from "@/ui/use-toast-error";
import { StepButtons, StepTitle } from "./step-marks";
import type { StepProps } from "./use-welcome";

export function HoursStep(step: StepProps) {
  const { t } = useTranslation("onboarding");
  const profile = useQuery(profileQuery);
  return (
    <>
      <StepTitle title={t("hours.title")} detail={t("hours.detail")} />
      {profile.isPending && <SkeletonText lines={8} />}
      {profile.isError && <ErrorState error={profile.error} onRetry={() => void profile.refetch()} compact />}
      {profile.data && <Week {...step} profile={profile.data.data} />}
    </>
  );
}

function Week({ profile, language, onDone, onSkip }: StepProps & { profile: Profile }) {
  const { t } = useTranslation("onboarding");
  const [week, setWeek] = useState(() => (Object.keys(profile.hours).length > 0 ? profile.hours : usualWeek(language)));
  const set = useSetHours();
  const showError = useToastError();
  const keep = async () => {
    try {
      await set.mutateAsync({ hours: week });
      await onDone();
    } catch (error) {
      showError(error);
    }
  };
  return (
    <>
      <HoursEditor week={week} onChange={setWeek} />
      <StepButtons onSkip={onSkip}>
        <Button variant="primary" size="lg" loading={set.isPending} disabled={weekHasFault(week)} onClick={() => void keep()}>
          {t("submit")}
          <ArrowRight aria-hidden />
        </Button>
      </StepButtons>
    </>
  );
}
