import { Link, type LinkProps } from "@tanstack/react-router";
import { type ReactNode, useRef } from "react";
import { useCurrentShown } from "./use-current-shown";

export interface SectionLink extends Pick<LinkProps, "to"> {
  label: string;
  icon?: ReactNode;
}
export interface SectionGroup {
  label?: string;
  links: SectionLink[];
}

/** A page of several parts with its own short list of links: beside it, or above it on a phone. */
export function SectionLayout({ label, groups, children }: { label: string; groups: SectionGroup[]; children: ReactNode }) {
  const nav = useRef<HTMLElement>(null);
  useCurrentShown(nav);
  return (
    <div className="flex min-w-0 flex-col gap-5 px-4 py-4 sm:px-6 lg:flex-row lg:gap-10 lg:py-6">
      <nav ref={nav} aria-label={label} className="relative -mx-4 flex shrink-0 gap-1 overflow-x-auto px-4 [scrollbar-width:none] max-lg:border-b max-lg:border-line max-lg:pb-2 lg:mx-0 lg:w-52 lg:flex-col lg:px-0">
        {groups.map((group, index) => (
          <div key={index} className="flex shrink-0 gap-1 lg:flex-col lg:not-first:mt-3">
            {group.label && <p className="px-2 pb-0.5 text-2xs text-ink-3 max-lg:sr-only">{group.label}</p>}
            {group.links.map((link) => (
              <Link
                key={link.to}
                to={link.to}
                className="flex h-8 shrink-0 items-center gap-2.5 rounded-s px-2 text-sm whitespace-nowrap text-ink-2 transition-colors duration-100 hover:text-ink aria-[current=page]:bg-hover aria-[current=page]:font-medium aria-[current=page]:text-ink pointer-coarse:h-10 [&_svg]:size-4 [&_svg]:shrink-0"
              >
                {link.icon}
                {link.label}
              </Link>
            ))}
          </div>
        ))}
      </nav>
      <div className="min-w-0 max-w-3xl flex-1">{children}</div>
    </div>
  );
}

/** One part of it: a heading, a sentence, and cards. */
export function Section({ title, description, actions, children }: { title: ReactNode; description?: ReactNode; actions?: ReactNode; children: ReactNode }) {
  return (
    <div>
      <div className="mb-4 flex flex-wrap items-start gap-3">
        <div className="min-w-0 flex-1">
          <h2 className="text-md font-semibold">{title}</h2>
          {description && <p className="mt-0.5 text-sm text-ink-2">{description}</p>}
        </div>
        {actions}
      </div>
      <div className="space-y-4">{children}</div>
    </div>
  );
}
