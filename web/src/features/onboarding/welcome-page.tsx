import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useRouter } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { activate, useMe } from "@/api/session";
import { savePreferences } from "@/app/preferences";
import { useTheme } from "@/app/theme";
import { type SetupStep, setupQuery, useChangeSetup } from "@/features/business";
import { localTimeZone } from "@/lib/time-zones";
import { storage } from "@/lib/storage";
import { ErrorState } from "@/ui/error-state";
import { Mark } from "@/ui/mark";
import { SkeletonText } from "@/ui/skeleton";
import { useToastError } from "@/ui/use-toast-error";
import { AgentStep } from "./agent-step";
import { HoursStep } from "./hours-step";
import { IndustryStep, NameStep } from "./name-step";
import { ServicesStep } from "./services-step";
import { StepMarks } from "./step-marks";
import { useWelcome } from "./use-welcome";

/** From a new account to an agent that answers: four short steps, each of which can be left out. */
export function WelcomePage() {
  const { t } = useTranslation("onboarding");
  useTheme();
  const me = useMe();
  const { slug } = useWelcome();
  const membership = slug ? me.memberships.find(({ organization }) => organization.slug === slug) : undefined;
  const zone = localTimeZone();

  useEffect(() => {
    const name = storage.read("sign-up-name");
    if (!name) return;
    storage.remove("sign-up-name");
    // A name given at sign-up is only a comfort: without it the e-mail address stands.
    if (!me.user.name) void savePreferences({ name, time_zone: zone }).catch(() => undefined);
  }, [me.user.name, zone]);

  // Before the first request of a step, so that it is made for this organization.
  if (membership) activate(membership);
  return (
    <main id="main" className="dotted grid min-h-dvh place-items-center bg-sunken p-3 sm:p-6">
      <div className="w-full max-w-2xl rounded-l border border-line bg-surface p-5 shadow-pop sm:p-8">
        <div className="mb-6 flex items-center gap-3">
          <Mark className="size-8" />
          {me.memberships.length > 0 && (
            <Link to="/" className="ml-auto text-sm text-ink-2 underline-offset-2 hover:text-ink hover:underline">
              {t(membership ? "finish_later" : "back")}
            </Link>
          )}
        </div>
        {membership ? (
          <Steps key={membership.organization.id} language={membership.organization.language} currency={membership.organization.currency} />
        ) : (
          <>
            <StepMarks current="business" />
            <NameStep />
          </>
        )}
      </div>
    </main>
  );
}

function Steps({ language, currency }: { language: string; currency: string }) {
  const setup = useQuery(setupQuery);
  const change = useChangeSetup();
  const showError = useToastError();
  const router = useRouter();
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<SetupStep>();
  // Set once the way leads to the new agent: the end of the set-up must not lead elsewhere meanwhile.
  const [leaving, setLeaving] = useState(false);
  const finished = setup.data?.finished === true && !change.isPending && chosen === undefined && !leaving;
  const current = chosen ?? setup.data?.current ?? "agent";

  useEffect(() => {
    if (finished) void navigate({ to: "/", replace: true });
  }, [finished, navigate]);

  if (setup.isError) return <ErrorState error={setup.error} onRetry={() => void setup.refetch()} compact />;
  if (!setup.data || finished) return <SkeletonText lines={6} />;

  const leave = async (state: "done" | "skipped") => {
    try {
      await change.mutateAsync({ [current]: state });
      setChosen(undefined);
    } catch (error) {
      showError(error);
    }
  };
  const step = { language, currency, onDone: () => leave("done"), onSkip: () => void leave("skipped") };
  return (
    <>
      <StepMarks current={current} steps={setup.data.steps} onChoose={setChosen} />
      {current === "business" && <IndustryStep {...step} />}
      {current === "hours" && <HoursStep {...step} />}
      {current === "services" && <ServicesStep {...step} />}
      {current === "agent" && (
        <AgentStep
          {...step}
          onSkip={() => void leave("skipped").then(() => router.navigate({ to: "/" }))}
          onMade={async (agentId) => {
            setLeaving(true);
            // The agent is there: a step that could not be ticked off must not keep anybody from it.
            await change.mutateAsync({ agent: "done" }).catch(() => undefined);
            await router.navigate({ to: "/agents/$agentId", params: { agentId } });
          }}
        />
      )}
    </>
  );
}
