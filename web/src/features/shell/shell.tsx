import { Outlet, useRouter, useRouterState } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { activeSlug, membershipFor, useMe } from "@/api/session";
import { useLiveUpdates } from "@/app/live-updates";
import { startServiceWorker } from "@/app/service-worker";
import { LocaleProvider } from "@/lib/locale";
import { useIdle } from "@/lib/use-idle";
import { useShortcuts } from "@/lib/shortcuts";
import { BottomBar } from "./bottom-bar";
import { ConnectionBanner } from "./connection-banner";
import { pagesFor } from "./navigation";
import { SideBar } from "./side-bar";

const CommandPalette = lazy(() => import("./command-palette"));
const Drawer = lazy(() => import("./drawer"));
const ShortcutsDialog = lazy(() => import("./shortcuts-dialog"));

/** The frame around every page: where one is, where one can go, and whether the server is there. */
export function Shell() {
  const { t, i18n } = useTranslation("shell");
  const router = useRouter();
  const me = useMe();
  const slug = useSyncExternalStore(activeSlug.subscribe, activeSlug.get);
  const membership = membershipFor(me, slug);
  const organization = membership?.organization;
  const live = useLiveUpdates(organization?.id ?? "");
  const path = useRouterState({ select: (state) => state.location.pathname });
  const [open, setOpen] = useState<"palette" | "shortcuts" | "menu" | null>(null);
  useEffect(() => setOpen(null), [path]);
  const idle = useIdle();
  useEffect(() => {
    if (idle) startServiceWorker();
  }, [idle]);
  // An address without the organization, typed or old, gets it, so that it can be passed on.
  useEffect(() => {
    if (slug && !window.location.pathname.startsWith("/o/")) void router.navigate({ to: ".", search: true, params: true, hash: true, replace: true });
  }, [slug, router]);

  useShortcuts([
    { keys: "mod+k", label: t("search.open"), group: t("shortcuts.general"), run: () => setOpen("palette"), everywhere: true },
    { keys: "?", label: t("shortcuts.title"), group: t("shortcuts.general"), run: () => setOpen("shortcuts") },
    { keys: "/", label: t("shortcuts.search_page"), group: t("shortcuts.general"), run: () => document.querySelector<HTMLElement>("[data-page-search]")?.focus() },
    ...pagesFor(me, membership).map((item) => ({
      keys: `g ${item.key}`,
      label: t(`nav.${item.id}`),
      group: t("shortcuts.go"),
      run: () => void router.navigate({ to: item.to }),
    })),
  ]);

  const bar = { me, membership, onSearch: () => setOpen("palette"), onShortcuts: () => setOpen("shortcuts") };
  return (
    <LocaleProvider language={i18n.language} timeZone={organization?.time_zone ?? me.user.time_zone} currency={organization?.currency}>
      <div className="flex h-dvh flex-col overflow-hidden md:grid md:grid-cols-[14.5rem_minmax(0,1fr)]">
        <a href="#main" className="fixed top-2 left-2 z-50 -translate-y-16 rounded-s bg-accent px-3 py-2 text-sm font-medium text-accent-ink focus:translate-y-0">
          {t("skip")}
        </a>
        <div className="hidden min-h-0 border-r border-line md:block"><SideBar {...bar} /></div>
        <div className="flex min-h-0 min-w-0 flex-1 flex-col">
          <ConnectionBanner live={live} />
          <main id="main" tabIndex={-1} key={organization?.id} className="relative flex min-h-0 flex-1 flex-col overflow-y-auto outline-none">
            <Outlet />
          </main>
        </div>
        <BottomBar membership={membership} onSearch={() => setOpen("palette")} onMenu={() => setOpen("menu")} />
      </div>
      <Suspense>
        {open === "menu" && <Drawer {...bar} onClose={() => setOpen(null)} />}
        {open === "palette" && <CommandPalette me={me} membership={membership} onClose={() => setOpen(null)} onShortcuts={() => setOpen("shortcuts")} />}
        {open === "shortcuts" && <ShortcutsDialog onClose={() => setOpen(null)} />}
      </Suspense>
    </LocaleProvider>
  );
}
