import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Sheet } from "@/ui/dialog";
import { useErrorText } from "@/ui/error-state";
import { toast } from "@/ui/toast";
import { type Offered, type Proof, useMakeTools } from "./api";
import { OfferedList } from "./offered-list";

interface Props {
  title: string;
  detail: string;
  /** What is asked for first. */
  children: ReactNode;
  read: { label: string; ready: boolean; pending: boolean; error: unknown; run: () => void };
  /** What was found there, once it was read, and a sentence about it. */
  found: { offered: Offered[]; told: string } | undefined;
  signIn?: Proof;
  /** What is asked for once something is chosen. */
  after?: (picked: Offered[], error: unknown) => ReactNode;
  /** A closer word for an error of reading. */
  detailOf?: (error: unknown) => string | undefined;
  onClose: () => void;
}

/** First where tools are offered; then the chosen ones of them become drafts. */
export function OfferSheet({ title, detail, children, read, found, signIn, after, detailOf, onClose }: Props) {
  const { t } = useTranslation("tools");
  const textOf = useErrorText();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const make = useMakeTools(signIn);
  const picked = found?.offered.filter(({ name }) => chosen.has(name)) ?? [];
  const failed = make.error ?? read.error;
  const error = failed ? textOf(failed) : undefined;
  const run = () =>
    make.mutate(picked, {
      onSuccess: (taken) => {
        if (taken.length > 0) return setChosen(new Set(taken));
        toast(t("openapi.made"));
        onClose();
      },
    });
  return (
    <Sheet
      open
      width="lg"
      onOpenChange={(open) => !open && onClose()}
      title={title}
      description={detail}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          {found ? (
            <Button variant="primary" loading={make.isPending} disabled={picked.length === 0} onClick={run}>
              {t("openapi.make", { count: picked.length })}
            </Button>
          ) : (
            <Button variant="primary" loading={read.pending} disabled={!read.ready} onClick={read.run}>
              {read.label}
            </Button>
          )}
        </>
      }
    >
      <div className="space-y-4">
        {error && (
          <Callout tone="bad" live title={error.title}>
            {detailOf?.(failed) ?? error.detail}
          </Callout>
        )}
        {make.data && make.data.length > 0 && <Callout tone="warn">{t("openapi.taken", { names: make.data.join(", ") })}</Callout>}
        {!found && children}
        {found && (
          <>
            <p className="text-sm text-ink-2">{found.told}</p>
            <OfferedList offered={found.offered} chosen={chosen} onChoose={setChosen} />
            {picked.length > 0 && after?.(picked, make.error)}
          </>
        )}
      </div>
    </Sheet>
  );
}
