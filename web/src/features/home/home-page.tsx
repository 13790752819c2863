import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { BookOpen, Bot, Building, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { api, type Page } from "@/api/client";
import { useSession } from "@/api/session";
import { useFormats } from "@/lib/locale";
import { Button } from "@/ui/button";
import { Card, Stat } from "@/ui/card";
import { PageBody, PageHeader } from "@/ui/page-header";

const count = (status?: string) => ({
  queryKey: ["agents", "count", status],
  queryFn: ({ signal }: { signal: AbortSignal }) => api.get<Page<{ id: string }>>("/agents", { query: { limit: 1, status }, signal }),
});

export function HomePage() {
  const { t } = useTranslation("home");
  const { user } = useSession();
  const formats = useFormats();
  const all = useQuery(count());
  const active = useQuery(count("active"));
  const first = user.name.split(" ")[0];
  return (
    <>
      <PageHeader
        title={first ? t("greeting", { name: first }) : t("title")}
        actions={
          <Button asChild variant="primary">
            <Link to="/agents" search={{ new: true }}>
              {t("new_agent")}
            </Link>
          </Button>
        }
      />
      <PageBody className="grid items-start gap-4 sm:grid-cols-2 xl:grid-cols-4">
        <Stat
          label={t("stats.agents")}
          value={active.data && formats.number(active.data.total ?? active.data.items.length)}
          note={all.data && t("stats.agents_note", { total: formats.number(all.data.total ?? all.data.items.length) })}
        />
        <Card title={t("start.title")} description={t("start.description")} flush className="sm:col-span-2 xl:col-span-3">
          <ul className="border-t border-line">
            <Step to="/settings/business" icon={<Building aria-hidden />} title={t("start.business")} detail={t("start.business_detail")} />
            <Step to="/agents" icon={<Bot aria-hidden />} title={t("start.agent")} detail={t("start.agent_detail")} />
            <Step to="/knowledge" icon={<BookOpen aria-hidden />} title={t("start.knowledge")} detail={t("start.knowledge_detail")} />
          </ul>
        </Card>
      </PageBody>
    </>
  );
}

function Step({ to, icon, title, detail }: { to: "/settings/business" | "/agents" | "/knowledge"; icon: ReactNode; title: string; detail: string }) {
  return (
    <li className="border-b border-line last:border-b-0">
      <Link to={to} className="flex items-center gap-3 px-4 py-3 outline-offset-[-2px] transition-colors duration-100 last:rounded-b-l hover:bg-sunken">
        <span className="grid size-8 shrink-0 place-items-center rounded-m border border-line bg-bg text-ink-2 [&_svg]:size-4">{icon}</span>
        <span className="min-w-0 flex-1">
          <span className="block font-medium">{title}</span>
          <span className="block text-xs text-ink-2">{detail}</span>
        </span>
        <ChevronRight aria-hidden className="size-4 shrink-0 text-ink-3" />
      </Link>
    </li>
  );
}
