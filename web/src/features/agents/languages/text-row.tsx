import { Link } from "@tanstack/react-router";
import { Check, Lock, Sparkles } from "lucide-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { directionOf } from "@/lib/spoken";
import { Button } from "@/ui/button";
import { Textarea } from "@/ui/input";
import { Pill, type Tone } from "@/ui/pill";
import { useToastError } from "@/ui/use-toast-error";
import { useDraft } from "../draft-context";
import { type Text, useEditText } from "./api";
import { WEAK } from "./choosing";

const TONES: Record<Text["state"], Tone> = { missing: "warn", outdated: "warn", machine: "info", edited: "good", built_in: "neutral" };

/** A text, its translation, and what is to be said about it. What is typed is kept on leaving the field. */
export function TextRow({ agentId, language, main, text, mayEdit, onTranslate }: { agentId: string; language: string; main: string; text: Text; mayEdit: boolean; onTranslate: (() => Promise<void>) | undefined }) {
  const { t, i18n } = useTranslation("languages");
  const formats = useFormats();
  const draft = useDraft();
  const edit = useEditText(agentId, language);
  const showError = useToastError();
  const id = useId();
  const [typed, setTyped] = useState<string>();
  const words = typed ?? text.text;
  const name = t(i18n.exists(`languages:field.${text.field}`) ? `field.${text.field}` : "field.other");
  const place = [text.flow, text.node || text.node_id].filter(Boolean).join(" · ");

  const keep = async (next: string) => {
    try {
      // The draft is written on the server: what was drawn a moment ago goes first, what was written comes back.
      await draft.flush();
      await edit.mutateAsync({ key: text.key, text: next, before: text.text });
      await draft.follow();
      setTyped(undefined);
    } catch (error) {
      showError(error);
    }
  };
  return (
    <li className="grid gap-x-4 gap-y-2 border-t border-line px-4 py-3 md:grid-cols-2">
      <div className="min-w-0">
        <p className="mb-1 text-xs text-ink-2">
          {text.node_id ? (
            <Link to="/agents/$agentId/build" params={{ agentId }} search={{ flow: text.flow_id, node: text.node_id }} className="underline-offset-2 hover:underline">
              {place}
            </Link>
          ) : (
            t(text.key.startsWith("texts/") ? "place.fallback" : "place.agent")
          )}{" "}
          · {name}
        </p>
        <p lang={main} dir={directionOf(main)} className="text-sm break-words whitespace-pre-wrap">
          {text.source}
        </p>
        {text.terms.length > 0 && (
          <p className="mt-1 flex flex-wrap items-center gap-1 text-xs text-ink-2">
            <Lock aria-hidden className="size-3" />
            {t("terms", { terms: formats.list(text.terms) })}
          </p>
        )}
      </div>
      <div className="min-w-0">
        <div className="mb-1 flex flex-wrap items-center gap-1.5">
          <Pill tone={TONES[text.state]}>{t(`state.${text.state}`)}</Pill>
          {text.score !== null && <Pill tone={text.score < WEAK ? "warn" : "neutral"}>{t("score_of", { score: formats.percent(text.score, 0) })}</Pill>}
          {text.translator && <span className="text-xs text-ink-2">{text.translator}</span>}
          {mayEdit && text.state === "outdated" && (
            <Button size="sm" variant="ghost" loading={edit.isPending} onClick={() => void keep(words)}>
              <Check aria-hidden />
              {t("still_right")}
            </Button>
          )}
          {onTranslate && (
            <Button size="sm" variant="ghost" onClick={() => void onTranslate()}>
              <Sparkles aria-hidden />
              {t(text.text ? "translate_again" : "translate_text")}
            </Button>
          )}
        </div>
        <Textarea
          lang={language}
          dir={directionOf(language)}
          rows={Math.min(6, Math.max(2, text.source.split("\n").length))}
          aria-label={t("translation_of", { name: `${place || t("place.agent")} · ${name}`, source: text.source.slice(0, 80) })}
          aria-describedby={`${id}-more`}
          placeholder={text.standard}
          readOnly={!mayEdit}
          value={words}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={() => typed !== undefined && (typed === text.text ? setTyped(undefined) : void keep(typed))}
        />
        <div id={`${id}-more`} className="mt-1 space-y-0.5 text-xs empty:hidden">
          {text.kind === "phrases" && <p className="text-ink-2">{t("phrases")}</p>}
          {text.faults.map((fault) => (
            <p key={fault} className="text-warn">
              {t(`fault.${fault}`)}
            </p>
          ))}
          {text.back && <p className="text-ink-2">{t("back", { text: text.back })}</p>}
        </div>
      </div>
    </li>
  );
}
