import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { useErrorText } from "@/ui/error-state";
import { SaveState } from "@/ui/save-state";
import { TimeAgo } from "@/ui/time-ago";
import { useToastError } from "@/ui/use-toast-error";
import { theirDraftQuery } from "./api";
import { useDraft } from "./draft-context";
import { placesOf } from "./draft-merge";

const MOST_NAMED = 6;

/** "Saved 2 s ago": that nothing has to be done to keep what was edited. */
export function SaveStatus() {
  const { t } = useTranslation("agents");
  const { state, server, kept } = useDraft();
  return (
    <SaveState
      state={state}
      saved={
        <span className="max-sm:hidden">
          {t("draft.saved")} <TimeAgo value={server.saved_at} />
        </span>
      }
      saving={<span className="max-sm:hidden">{t("draft.saving")}</span>}
      offline={kept ? t("draft.offline") : t("draft.not_kept")}
      unsaved={kept ? t("draft.unsaved") : t("draft.not_kept")}
    />
  );
}

/** Two people edited the same draft: whose stays is asked, in the page. */
export function ConflictBanner() {
  const { t } = useTranslation("agents");
  const { state, error, clashes, blueprint, settle, flush } = useDraft();
  const textOf = useErrorText();
  const showError = useToastError();
  const [busy, setBusy] = useState(false);
  const choose = async (choice: "mine" | "theirs") => {
    setBusy(true);
    await settle(choice).catch(showError);
    setBusy(false);
  };
  if (state === "conflict") {
    const places = placesOf(clashes, blueprint);
    const names = [...places.slice(0, MOST_NAMED).map(({ flow, node }) => (node ? t("draft.named", { name: node }) : flow ? t("draft.named", { name: flow }) : t("draft.general_part"))), ...(places.length > MOST_NAMED ? ["…"] : [])];
    return (
      <Callout
        tone="warn"
        live
        className="rounded-none"
        title={t("draft.conflict")}
        action={
          <div className="flex flex-wrap gap-2">
            <Button size="sm" loading={busy} onClick={() => void choose("theirs")}>
              {t("draft.take_theirs")}
            </Button>
            <Button size="sm" loading={busy} onClick={() => void choose("mine")}>
              {t("draft.keep_mine")}
            </Button>
          </div>
        }
      >
        <Theirs /> {t("draft.conflict_detail")} {clashes.length > 0 && t("draft.conflict_where", { places: names.join(", ") })}
      </Callout>
    );
  }
  if (state === "refused") {
    const { title, detail } = textOf(error);
    return (
      <Callout
        tone="bad"
        live
        className="rounded-none"
        title={title}
        action={
          <Button size="sm" onClick={() => void flush()}>
            {t("draft.try_again")}
          </Button>
        }
      >
        {detail}
      </Callout>
    );
  }
  return null;
}

/** Who saved meanwhile, and when. */
function Theirs() {
  const { t } = useTranslation("agents");
  const formats = useFormats();
  const { agentId } = useParams({ from: "/app/agents/$agentId" });
  const theirs = useQuery(theirDraftQuery(agentId)).data;
  return theirs?.name ? t("draft.conflict_by", { name: theirs.name, ago: formats.ago(theirs.savedAt) }) : null;
}
