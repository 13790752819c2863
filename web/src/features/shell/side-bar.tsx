import { Link } from "@tanstack/react-router";
import { lazy } from "react";
import { useTranslation } from "react-i18next";
import type { Me, Membership } from "@/api/session";
import { cn } from "@/lib/class-names";
import { Kbd } from "@/ui/kbd";
import { DeferredMenu, OrganizationFace, UserFace } from "./menu-faces";
import { groupsFor, type NavigationItem, PLATFORM, SETTINGS } from "./navigation";

const OrganizationSwitcher = lazy(() => import("./organization-switcher"));
const UserMenu = lazy(() => import("./user-menu"));

export interface SideBarProps {
  me: Me;
  membership: Membership | undefined;
  onSearch: () => void;
  onShortcuts: () => void;
  className?: string;
}

/** Where everything is. The same on the side of a wide window and in the drawer of a narrow one. */
export function SideBar({ me, membership, onSearch, onShortcuts, className }: SideBarProps) {
  const { t } = useTranslation("shell");
  return (
    <aside aria-label={t("nav.side")} className={cn("flex h-full min-h-0 flex-col bg-sunken p-3", className)}>
      <DeferredMenu face={<OrganizationFace me={me} membership={membership} />}>
        {(takeover) => <OrganizationSwitcher me={me} membership={membership} takeover={takeover} />}
      </DeferredMenu>
      <button
        type="button"
        onClick={onSearch}
        className="mt-2 mb-1.5 flex h-8 shrink-0 items-center gap-2 rounded-s border border-line bg-surface px-2 text-sm text-ink-3 transition-colors duration-100 hover:border-line-strong hover:text-ink-2 pointer-coarse:h-10"
      >
        <span className="min-w-0 flex-1 truncate text-left">{t("search.open")}</span>
        <Kbd keys="mod+k" className="pointer-coarse:hidden" />
      </button>
      <nav aria-label={t("nav.label")} className="-mx-1 min-h-0 flex-1 overflow-y-auto px-1 pb-2">
        {groupsFor(membership).map((group) => (
          <div key={group.id}>
            {group.id !== "top" && <p className="px-2 pt-3.5 pb-1 text-2xs tracking-[0.02em] text-ink-3">{t(`nav.groups.${group.id}`)}</p>}
            <ul className="space-y-0.5">
              {group.items.map((item) => (
                <li key={item.id}>
                  <NavLink item={item} />
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
      <ul className="mb-1 space-y-0.5 border-t border-line pt-2">
        {me.user.is_super_admin && (
          <li>
            <NavLink item={PLATFORM} />
          </li>
        )}
        {membership && (
          <li>
            <NavLink item={SETTINGS} />
          </li>
        )}
      </ul>
      <DeferredMenu face={<UserFace me={me} role={membership?.role} />}>
        {(takeover) => <UserMenu me={me} role={membership?.role} onShortcuts={onShortcuts} takeover={takeover} />}
      </DeferredMenu>
    </aside>
  );
}

function NavLink({ item }: { item: NavigationItem }) {
  const { t } = useTranslation("shell");
  const Icon = item.icon;
  return (
    <Link
      to={item.to}
      activeOptions={{ exact: item.to === "/", includeSearch: false }}
      className="flex h-[1.875rem] items-center gap-2.5 rounded-s px-2 text-base text-ink-2 transition-colors duration-100 hover:bg-hover hover:text-ink aria-[current=page]:bg-surface aria-[current=page]:font-medium aria-[current=page]:text-ink aria-[current=page]:ring-1 aria-[current=page]:ring-line pointer-coarse:h-10"
    >
      <Icon aria-hidden className="size-4 shrink-0" strokeWidth={1.75} />
      <span className="truncate">{t(`nav.${item.id}`)}</span>
    </Link>
  );
}
