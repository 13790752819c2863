import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { Phone } from "lucide-react";
import { Tabs } from "radix-ui";
import { lazy, Suspense, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";
import { Sheet } from "@/ui/dialog";
import { ErrorState } from "@/ui/error-state";
import { Pill } from "@/ui/pill";
import { Select } from "@/ui/select";
import { SkeletonText } from "@/ui/skeleton";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";
import { loadTexts } from "@/app/i18n";
import { mayDo, useSession } from "@/api/session";
import { type Contact, contactQuery, type StageId, useChangeContact } from "./api";
import { Consents } from "./consents";
import { Contactability } from "./contactability";
import { ContactForm } from "./contact-form";
import { ContactMenu } from "./contact-menu";
import { Details } from "./details";
import { stageTone, useStages } from "./stages";
import { Timeline } from "./timeline";

const withTexts = async () => (await Promise.all([import("@/features/calls"), loadTexts("calls")]))[0];
const Calling = lazy(async () => ({ default: (await import("./calling")).Calling }));
const CallHistory = lazy(async () => ({ default: (await withTexts()).CallHistory }));

/** What a call needs is fetched when somebody wants to call, or to see calls. */
type CallView = { step: "start" } | { step: "call"; id: string };

/** One contact beside the list. It has an address of its own. */
export function ContactSheet() {
  const { t } = useTranslation("contacts");
  const { membership } = useSession();
  const navigate = useNavigate();
  const { contactId } = useParams({ from: "/app/contacts/$contactId" });
  const found = useQuery(contactQuery(contactId));
  const [editing, setEditing] = useState(false);
  const [calling, setCalling] = useState<CallView>();
  const back = useRef(false);
  const { nameOf } = useStages();
  const one = found.data?.data;
  const close = () => void navigate({ to: "/contacts", search: true });
  if (editing && found.data) return <ContactForm known={found.data} onClose={() => setEditing(false)} />;
  return (
    <Sheet
      open
      beside
      width="lg"
      onOpenChange={(open) => !open && close()}
      title={one ? one.name : t("one")}
      description={one && [one.company, one.phone].filter(Boolean).join(" · ")}
      actions={
        one && (
          <>
            {/* On a phone the name needs the room; who may change the stage sees it below. */}
            <span className={one.can.includes("contact:update") ? "max-sm:hidden" : undefined}>
              <Pill tone={one.do_not_call ? "bad" : stageTone(one.stage)}>{one.do_not_call ? t("do_not_call.short") : nameOf(one.stage)}</Pill>
            </span>
            {mayDo(membership, "call:place") && !calling && (
              <Button
                size="sm"
                variant="primary"
                ref={(button) => {
                  // Whoever comes back from a call goes on where they began it.
                  if (back.current) button?.focus();
                  back.current = false;
                }}
                onClick={() => setCalling({ step: "start" })}
              >
                <Phone aria-hidden />
                {t("call")}
              </Button>
            )}
            {one.can.includes("contact:update") && (
              <Button size="sm" onClick={() => setEditing(true)}>
                {t("edit")}
              </Button>
            )}
            <ContactMenu contact={one} onGone={close} />
          </>
        )
      }
      bodyClassName="flex flex-col p-0"
    >
      {found.isPending && <SkeletonText lines={8} className="p-5" />}
      {found.isError && !one && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {one && !calling && <Body key={one.id} one={one} onCall={(id) => setCalling({ step: "call", id })} />}
      {one && calling && (
        <Suspense fallback={<SkeletonText lines={8} className="p-5" />}>
          <Calling contact={one} call={calling.step === "call" ? calling.id : undefined} onCalling={(id) => setCalling({ step: "call", id })} onBack={() => {
              back.current = true;
              setCalling(undefined);
            }} onAgain={() => setCalling({ step: "start" })} />
        </Suspense>
      )}
    </Sheet>
  );
}

const tabClass =
  "-mb-px border-b-2 border-transparent px-2.5 py-2 text-sm text-ink-2 outline-offset-[-4px] transition-colors duration-100 hover:text-ink data-[state=active]:border-accent data-[state=active]:font-medium data-[state=active]:text-ink pointer-coarse:py-3";

function Body({ one, onCall }: { one: Contact; onCall: (id: string) => void }) {
  const { t } = useTranslation("contacts");
  const { membership } = useSession();
  const valid = one.consents.filter(({ withdrawn_at }) => withdrawn_at === null).length;
  return (
    <>
      <StageLine one={one} />
      <Tabs.Root defaultValue="details" className="flex min-h-0 flex-1 flex-col">
        <Tabs.List aria-label={t("parts")} className="flex shrink-0 gap-1 overflow-x-auto border-b border-line px-4">
          <Tabs.Trigger value="details" className={tabClass}>
            {t("details.title")}
          </Tabs.Trigger>
          <Tabs.Trigger value="timeline" className={tabClass}>
            {t("timeline.title")}
          </Tabs.Trigger>
          {mayDo(membership, "call:read") && (
            <Tabs.Trigger value="calls" className={tabClass}>
              {t("calls")}
            </Tabs.Trigger>
          )}
          <Tabs.Trigger value="consents" className={tabClass}>
            {t("consents.title")}
            {valid > 0 && <span className="ml-1 text-ink-3">{valid}</span>}
          </Tabs.Trigger>
        </Tabs.List>
        <Tabs.Content value="details" className="min-h-0 flex-1 overflow-y-auto">
          <Details one={one} />
        </Tabs.Content>
        <Tabs.Content value="timeline" className="min-h-0 flex-1 overflow-y-auto">
          <Timeline one={one} />
        </Tabs.Content>
        <Tabs.Content value="calls" className="min-h-0 flex-1 overflow-y-auto">
          <Suspense fallback={<SkeletonText lines={5} className="p-5" />}>
            <CallHistory contact={one.id} onOpen={onCall} />
          </Suspense>
        </Tabs.Content>
        <Tabs.Content value="consents" className="min-h-0 flex-1 overflow-y-auto">
          <Consents one={one} />
        </Tabs.Content>
      </Tabs.Root>
      <Contactability one={one} />
    </>
  );
}

/** The two things that are changed most, without opening a form. */
function StageLine({ one }: { one: Contact }) {
  const { t } = useTranslation("contacts");
  const showError = useToastError();
  const { stages } = useStages();
  const change = useChangeContact(one.id);
  if (!one.can.includes("contact:update")) return null;
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line px-5 py-3">
      <Select<StageId>
        label={t("columns.stage")}
        className="w-44"
        value={one.stage}
        disabled={change.isPending}
        onValueChange={(stage) => stage !== one.stage && change.mutate({ stage }, { onError: showError })}
        options={stages.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <span className="flex-1" />
      <Button
        variant={one.do_not_call ? "secondary" : "danger"}
        loading={change.isPending}
        onClick={() => change.mutate({ do_not_call: !one.do_not_call }, { onSuccess: () => toast(t(one.do_not_call ? "do_not_call.cleared" : "do_not_call.set")), onError: showError })}
      >
        {t(one.do_not_call ? "do_not_call.clear" : "do_not_call.mark")}
      </Button>
    </div>
  );
}
