import { Outlet } from "@tanstack/react-router";
import { Moon, Sun } from "lucide-react";
import { type ReactNode, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { changeLanguage, LANGUAGE_NAMES, LANGUAGES } from "@/app/i18n";
import { changeTheme, useTheme } from "@/app/theme";
import { cn } from "@/lib/class-names";
import { IconButton } from "@/ui/button";
import { Mark } from "@/ui/mark";

/** Signing in on one side; on the other what is behind the door. */
export function AuthLayout() {
  const { t, i18n } = useTranslation("auth");
  useTheme();
  const dark = document.documentElement.dataset.theme === "dark";
  return (
    <div className="grid min-h-dvh lg:grid-cols-[minmax(0,1fr)_minmax(0,1.1fr)]">
      <div className="flex min-w-0 flex-col px-5 py-5 sm:px-8">
        <header className="flex items-center gap-2.5">
          <Mark />
          <span className="text-md font-semibold tracking-[-0.01em]">Centralita</span>
        </header>
        <main id="main" className="mx-auto flex w-full max-w-sm flex-1 flex-col justify-center py-10">
          <Outlet />
        </main>
        <footer className="flex items-center gap-1 text-xs text-ink-3">
          {LANGUAGES.map((language) => (
            <button
              key={language}
              type="button"
              lang={language}
              aria-pressed={i18n.language === language}
              onClick={() => void changeLanguage(language)}
              className={cn("min-h-8 rounded-s px-2 hover:bg-hover hover:text-ink", i18n.language === language && "font-medium text-ink")}
            >
              {LANGUAGE_NAMES[language]}
            </button>
          ))}
          <IconButton label={t(dark ? "layout.light" : "layout.dark")} className="ml-auto" onClick={() => changeTheme(dark ? "light" : "dark")}>
            {dark ? <Sun aria-hidden /> : <Moon aria-hidden />}
          </IconButton>
        </footer>
      </div>
      <Glimpse />
    </div>
  );
}

/** A conversation as agents have it, to see at a glance what this is. */
function Glimpse() {
  const { t } = useTranslation("auth");
  return (
    <aside className="dotted hidden place-items-center border-l border-line bg-sunken p-10 lg:grid" aria-label={t("glimpse.label")}>
      <div className="w-full max-w-md">
        <div className="rounded-l border border-line bg-surface p-5 shadow-sheet">
          <div className="mb-4 flex items-center gap-2.5 border-b border-line pb-3.5">
            <span className="grid size-8 place-items-center rounded-full bg-accent-soft text-xs font-semibold text-accent">R</span>
            <div>
              <p className="text-sm font-semibold">{t("glimpse.agent")}</p>
              <p className="text-xs text-ink-3">{t("glimpse.status")}</p>
            </div>
            <span className="ml-auto size-2 rounded-full bg-good ring-3 ring-good-soft" />
          </div>
          <div className="flex flex-col gap-2">
            <Bubble>{t("glimpse.m1")}</Bubble>
            <Bubble visitor>{t("glimpse.m2")}</Bubble>
            <Bubble>{t("glimpse.m3")}</Bubble>
            <p className="pl-1 font-mono text-2xs text-ink-3">{t("glimpse.trace1")}</p>
            <Bubble visitor>{t("glimpse.m4")}</Bubble>
            <Bubble>{t("glimpse.m5")}</Bubble>
            <p className="pl-1 font-mono text-2xs text-ink-3">{t("glimpse.trace2")}</p>
          </div>
        </div>
        <p className="mt-6 text-center text-sm text-balance text-ink-2">{t("glimpse.claim")}</p>
      </div>
    </aside>
  );
}

function Bubble({ visitor, children }: { visitor?: boolean; children: ReactNode }) {
  return <p className={cn("max-w-[84%] rounded-l px-3 py-2 text-sm", visitor ? "self-end bg-accent text-accent-ink" : "self-start border border-line bg-sunken text-ink")}>{children}</p>;
}

export function AuthHeading({ title, children }: { title: string; children?: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · Centralita`;
  }, [title]);
  return (
    <div className="mb-6">
      <h1 className="text-xl font-semibold tracking-[-0.02em]">{title}</h1>
      {children && <p className="mt-1.5 text-sm text-ink-2">{children}</p>}
    </div>
  );
}

export const linkClass = "font-medium text-accent underline-offset-2 hover:underline";
