import { SlidersHorizontal } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAgentChoices } from "@/features/agent-picker";
import { amountText, HoursEditor, microsFrom, usualWeek, weekHasFault, type Week } from "@/features/business";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Combobox } from "@/ui/combobox";
import { Sheet } from "@/ui/dialog";
import { Field } from "@/ui/field";
import { Input } from "@/ui/input";
import { Select } from "@/ui/select";
import { Switch } from "@/ui/switch";
import { useToastError } from "@/ui/use-toast-error";
import { type Campaign, type Change, useChangeCampaign } from "./api";
import { AudienceFields } from "./audience-fields";
import { HowOften, NumberField } from "./how-often";
import { Summary } from "./summary";

const SAVE_AFTER = 500;

/** One page, no steps: what is written is kept at once, and the summary beside it follows. */
export function Editor({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation("campaigns");
  const mayWrite = campaign.can.includes("campaign:write");
  const { shown, set, saving } = useKept(campaign);
  return (
    <div className="grid gap-5 lg:grid-cols-[1fr_19rem]">
      <fieldset disabled={!mayWrite} className="min-w-0 space-y-5">
        <legend className="sr-only">{t("settings")}</legend>
        <Card title={t("whom.title")} description={t("whom.detail")}>
          <div className="space-y-4">
            <Field label={t("columns.name")}>
              <Input value={shown.name} maxLength={120} onChange={(event) => set({ name: event.target.value })} />
            </Field>
            <AudienceFields audience={shown.audience} name={campaign.audience_name} onChange={(audience) => set({ audience })} />
          </div>
        </Card>
        <WhoCalls shown={shown} set={set} />
        <When shown={shown} set={set} />
        <HowOften shown={shown} set={set} />
        <Limits shown={shown} set={set} />
      </fieldset>
      <div className="min-w-0 max-lg:order-first">
        <Summary campaign={campaign} saving={saving} />
      </div>
    </div>
  );
}

/** What may still be changed of a paused campaign: hours, pace and limits, kept at once as they are written. */
export function PausedEditor({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation("campaigns");
  const [open, setOpen] = useState(false);
  const { shown, set, saving } = useKept(campaign);
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <SlidersHorizontal aria-hidden />
        {t("change.open")}
      </Button>
      <Sheet open={open} onOpenChange={setOpen} title={t("change.open")} description={t("change.detail")} footer={<p className="mr-auto text-xs text-ink-2">{t(saving ? "summary.saving" : "summary.saved")}</p>}>
        <div className="space-y-5">
          <When shown={shown} set={set} begun />
          <HowOften shown={shown} set={set} />
          <Limits shown={shown} set={set} />
        </div>
      </Sheet>
    </>
  );
}

export interface PartProps {
  shown: Campaign;
  set: (change: Change) => void;
}

/** What is on the screen, and what of it the server does not have yet. */
function useKept(campaign: Campaign) {
  const showError = useToastError();
  const change = useChangeCampaign(campaign.id);
  const [draft, setDraft] = useState<Change>({});
  const pending = useRef<Change>({});
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const busy = useRef(false);
  // One at a time: what is written meanwhile goes with the next, and each is known to be kept only once it was answered.
  const send = async (): Promise<void> => {
    const sent = pending.current;
    if (busy.current || Object.keys(sent).length === 0) return;
    pending.current = {};
    if (sent.name?.trim() === "") return;
    busy.current = true;
    try {
      await change.mutateAsync(sent);
      setDraft((now) => Object.fromEntries(Object.entries(now).filter(([name, value]) => sent[name as keyof Change] !== value)));
    } catch (error) {
      showError(error);
    } finally {
      busy.current = false;
      void latest.current();
    }
  };
  const set = (patch: Change) => {
    setDraft((now) => ({ ...now, ...patch }));
    pending.current = { ...pending.current, ...patch };
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void send(), SAVE_AFTER);
  };
  const latest = useRef(send);
  latest.current = send;
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      void latest.current();
    },
    [],
  );
  return { shown: { ...campaign, ...draft } as Campaign & { agent_id?: string | null; budget_micros?: number | null }, set, saving: change.isPending || Object.keys(draft).length > 0 };
}

function WhoCalls({ shown, set }: PartProps & { shown: { agent_id?: string | null } }) {
  const { t } = useTranslation("campaigns");
  const { options, onSearch, none } = useAgentChoices([shown.agent_id ?? shown.agent?.id ?? ""], { status: "active" });
  const chosen = shown.agent_id ?? shown.agent?.id ?? "";
  return (
    <Card title={t("who.title")} description={t("who.detail")}>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t("who.agent")} help={none && !chosen ? t("who.none") : undefined}>
          <Combobox label={t("who.agent")} value={chosen} placeholder={t("who.choose")} options={options} onSearch={onSearch} onValueChange={(agent_id) => set({ agent_id })} />
        </Field>
        <Field label={t("who.kind")}>
          <Select label={t("who.kind")} value={shown.kind} options={(["prospecting", "qualification", "follow_up", "closing"] as const).map((value) => ({ value, label: t(`kinds.${value}`) }))} onValueChange={(kind) => set({ kind })} />
        </Field>
        <Field label={t("who.purpose")} help={t(`purposes.${shown.purpose}_detail`)}>
          <Select label={t("who.purpose")} value={shown.purpose} options={(["marketing", "service"] as const).map((value) => ({ value, label: t(`purposes.${value}`) }))} onValueChange={(purpose) => set({ purpose })} />
        </Field>
        <Field label={t("who.topic")} help={t("who.topic_help")} optional>
          <Input value={shown.topic} maxLength={60} onChange={(event) => set({ topic: event.target.value })} />
        </Field>
      </div>
    </Card>
  );
}

function When({ shown, set, begun }: PartProps & { begun?: boolean }) {
  const { t, i18n } = useTranslation("campaigns");
  const [week, setWeek] = useState<Week>(shown.windows as Week);
  const narrowed = Object.keys(week).length > 0;
  const change = (next: Week) => {
    const days = Object.fromEntries(Object.entries(next).filter(([, spans]) => spans.length > 0)) as Week;
    setWeek(days);
    if (!weekHasFault(days)) set({ windows: days as Campaign["windows"] });
  };
  return (
    <Card title={t("when.title")} description={t("when.detail")}>
      <div className="space-y-4">
        {!begun && (
          <Field label={t("when.starts")} help={t("when.starts_help")} optional className="max-w-72">
            <Input type="datetime-local" defaultValue={shown.starts_at ? localText(shown.starts_at) : ""} onChange={(event) => set({ starts_at: event.target.value ? new Date(event.target.value).toISOString() : null })} />
          </Field>
        )}
        <Switch label={t("when.own")} description={t("when.own_detail")} checked={narrowed} onCheckedChange={(on) => change(on ? usualWeek(i18n.language) : ({} as Week))} />
        {narrowed && <HoursEditor week={week} onChange={change} />}
      </div>
    </Card>
  );
}

/** The browser's own box wants local time without a zone. */
function localText(instant: string): string {
  const at = new Date(instant);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function Limits({ shown, set }: PartProps) {
  const { t, i18n } = useTranslation("campaigns");
  const currency = shown.spent.currency;
  const [amount, setAmount] = useState(shown.budget ? amountText(shown.budget.micros, i18n.language) : "");
  const micros = microsFrom(amount);
  const rules = shown.stop_rules;
  return (
    <Card title={t("limits.title")} description={t("limits.detail")}>
      <div className="grid gap-4 sm:grid-cols-2">
        <NumberField label={t("limits.pace")} help={t("limits.pace_help")} value={shown.pace} min={1} max={600} onChange={(pace) => pace !== null && set({ pace })} />
        <NumberField label={t("limits.concurrency")} help={t("limits.concurrency_help")} value={shown.concurrency} min={1} max={500} onChange={(concurrency) => concurrency !== null && set({ concurrency })} />
        <Field label={t("limits.budget", { currency })} help={t("limits.budget_help")} error={micros === undefined ? t("limits.budget_wrong") : undefined} optional>
          <Input
            inputMode="decimal"
            value={amount}
            onChange={(event) => {
              setAmount(event.target.value);
              const next = microsFrom(event.target.value);
              if (next !== undefined) set({ budget_micros: next });
            }}
          />
        </Field>
        <Field label={t("limits.until")} optional>
          <Input type="datetime-local" defaultValue={rules.until ? localText(rules.until) : ""} onChange={(event) => set({ stop_rules: { ...rules, until: event.target.value ? new Date(event.target.value).toISOString() : null } })} />
        </Field>
        <NumberField label={t("limits.booked")} optional value={rules.booked ?? null} min={1} max={1_000_000} onChange={(booked) => set({ stop_rules: { ...rules, booked } })} />
        <NumberField label={t("limits.interested")} optional value={rules.interested ?? null} min={1} max={1_000_000} onChange={(interested) => set({ stop_rules: { ...rules, interested } })} />
        <NumberField label={t("limits.failure")} help={t("limits.failure_help")} optional value={rules.failure_percent ?? null} min={1} max={100} onChange={(failure_percent) => set({ stop_rules: { ...rules, failure_percent } })} />
      </div>
    </Card>
  );
}
