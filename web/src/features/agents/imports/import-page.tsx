import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Card } from "@/ui/card";
import { PageBody, PageHeader } from "@/ui/page-header";
import { Pill } from "@/ui/pill";
import { TimeAgo } from "@/ui/time-ago";
import { PlatformImports } from "../platforms";
import { type AgentImportSummary, importsQuery, useTakeIn } from "./api";
import { DropBox } from "./drop-box";
import { uploads } from "./wish";

const FORMATS = ["typebot", "retell", "elevenlabs", "vapi", "voiceflow", "dify", "botpress", "rasa", "centralita"] as const;

/** Agents that come from elsewhere: from a file, or from an account at a platform. */
export function ImportPage() {
  const { t } = useTranslation("imports");
  const navigate = useNavigate();
  const takeIn = useTakeIn();
  const earlier = useQuery(importsQuery).data ?? [];
  return (
    <>
      <PageHeader title={t("title")} parent={<Link to="/agents">{t("agents")}</Link>} />
      <PageBody className="w-full max-w-3xl space-y-8">
        <section aria-labelledby="from-file" className="space-y-4">
          <div>
            <h2 id="from-file" className="text-base font-semibold">
              {t("from_file")}
            </h2>
            <p className="mt-1 text-sm text-ink-2">{t("about")}</p>
          </div>
          <ul className="flex flex-wrap gap-1.5" aria-label={t("formats")}>
            {FORMATS.map((format) => (
              <li key={format}>
                <Pill>{t(`format.${format}`)}</Pill>
              </li>
            ))}
          </ul>
          <DropBox
            label={t("drop")}
            multiple
            pending={takeIn.isPending}
            error={takeIn.error}
            onFiles={(files) => takeIn.mutate(files, { onSuccess: ({ id, upload }) => void navigate(upload ? { to: "/agents/import/several/$uploadId", params: { uploadId: upload } } : { to: "/agents/import/$importId", params: { importId: id } }) })}
          />
          {earlier.length > 0 && (
            <Card title={t("earlier")} flush>
              <ul className="divide-y divide-line border-t border-line">
                {uploads(earlier).map(({ upload, rows: [one, ...more] }) => one && (upload && more.length > 0 ? <Together key={upload} upload={upload} rows={[one, ...more]} /> : <Earlier key={one.id} one={one} />))}
              </ul>
            </Card>
          )}
        </section>
        <section aria-labelledby="from-platform" className="space-y-4">
          <h2 id="from-platform" className="text-base font-semibold">
            {t("from_platform")}
          </h2>
          <PlatformImports />
        </section>
      </PageBody>
    </>
  );
}

function Earlier({ one }: { one: AgentImportSummary }) {
  const { t } = useTranslation("imports");
  return (
    <li className="relative flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5 text-sm hover:bg-sunken">
      <Link to="/agents/import/$importId" params={{ importId: one.id }} className="min-w-40 flex-1 truncate font-medium after:absolute after:inset-0">
        {one.file_name}
      </Link>
      <span className="text-xs text-ink-2">
        {t(`format.${one.format as (typeof FORMATS)[number]}`)} · <TimeAgo value={one.created_at} />
      </span>
      <Pill tone={one.agent ? "good" : "neutral"}>{one.agent ? t("made") : t("waiting")}</Pill>
    </li>
  );
}

function Together({ upload, rows }: { upload: string; rows: [AgentImportSummary, ...AgentImportSummary[]] }) {
  const { t } = useTranslation("imports");
  const made = rows.filter((row) => row.agent).length;
  return (
    <li className="relative flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5 text-sm hover:bg-sunken">
      <Link to="/agents/import/several/$uploadId" params={{ uploadId: upload }} className="min-w-40 flex-1 truncate font-medium after:absolute after:inset-0">
        {[...new Set(rows.map((row) => row.file_name))].join(", ")}
      </Link>
      <span className="text-xs text-ink-2">
        {t("several.agents", { count: rows.length })} · <TimeAgo value={rows[0].created_at} />
      </span>
      <Pill tone={made > 0 ? "good" : "neutral"}>{made > 0 ? t("several.made", { count: made }) : t("waiting")}</Pill>
    </li>
  );
}
