import { Link, type LinkProps } from "@tanstack/react-router";
import { type ReactNode, useRef } from "react";
import { cn } from "@/lib/class-names";
import { useCurrentShown } from "./use-current-shown";

export interface LinkTab extends Pick<LinkProps, "to" | "params" | "search"> {
  label: ReactNode;
  /** A number beside the word. */
  count?: ReactNode;
  /** Also lit on the pages below it. */
  exact?: boolean;
}

/** Tabs that are addresses: each can be linked to, opened in a new window, and gone back from. */
export function LinkTabs({ label, tabs, trailing, className }: { label: string; tabs: LinkTab[]; trailing?: ReactNode; className?: string }) {
  const nav = useRef<HTMLElement>(null);
  useCurrentShown(nav);
  return (
    <div className={cn("flex shrink-0 items-center border-b border-line px-4 sm:px-6", className)}>
      <nav ref={nav} aria-label={label} className="-mb-px flex min-w-0 flex-1 gap-1 overflow-x-auto [scrollbar-width:none]">
        {tabs.map((tab) => (
          <Link
            key={String(tab.to)}
            to={tab.to}
            params={tab.params}
            search={tab.search}
            activeOptions={{ exact: tab.exact ?? false, includeSearch: false }}
            className="shrink-0 border-b-2 border-transparent px-2.5 py-2.5 text-sm text-ink-2 outline-offset-[-4px] transition-colors duration-100 hover:text-ink aria-[current=page]:border-accent aria-[current=page]:font-medium aria-[current=page]:text-ink pointer-coarse:py-3"
          >
            {tab.label}
            {tab.count !== undefined && <span className="ml-1 text-ink-3">{tab.count}</span>}
          </Link>
        ))}
      </nav>
      {trailing}
    </div>
  );
}
