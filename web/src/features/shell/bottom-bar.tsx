import { Link } from "@tanstack/react-router";
import { Menu, Search } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Membership } from "@/api/session";
import { groupsFor } from "./navigation";

const itemClass = "flex min-w-12 flex-auto flex-col items-center justify-center gap-0.5 text-[0.65rem] leading-4 text-ink-2 aria-[current=page]:text-accent [&_svg]:size-5";
const SHOWN = ["home", "agents", "conversations"];

/** The first pages within reach of a thumb; the rest in the drawer. */
export function BottomBar({ membership, onSearch, onMenu }: { membership: Membership | undefined; onSearch: () => void; onMenu: () => void }) {
  const { t } = useTranslation("shell");
  const items = groupsFor(membership).flatMap((group) => group.items).filter((item) => SHOWN.includes(item.id));
  return (
    <nav aria-label={t("nav.quick")} className="flex h-14 shrink-0 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] box-content md:hidden">
      {items.map((item) => (
        <Link key={item.id} to={item.to} activeOptions={{ exact: item.to === "/", includeSearch: false }} className={itemClass}>
          <item.icon aria-hidden strokeWidth={1.75} />
          <span className="max-w-full truncate">{t(`nav.${item.id}`)}</span>
        </Link>
      ))}
      <BarButton label={t("nav.search")} onClick={onSearch}>
        <Search aria-hidden strokeWidth={1.75} />
      </BarButton>
      <BarButton label={t("nav.menu")} onClick={onMenu}>
        <Menu aria-hidden strokeWidth={1.75} />
      </BarButton>
    </nav>
  );
}

function BarButton({ label, onClick, children }: { label: string; onClick: () => void; children: ReactNode }) {
  return (
    <button type="button" className={itemClass} onClick={onClick}>
      {children}
      <span className="max-w-full truncate">{label}</span>
    </button>
  );
}
