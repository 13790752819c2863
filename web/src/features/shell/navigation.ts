import type { LinkProps } from "@tanstack/react-router";
import { AudioLines, Bot, BookOpen, Building2, Home, LayoutTemplate, type LucideIcon, Megaphone, MessagesSquare, Radio, ScrollText, Settings, Users, Wrench } from "lucide-react";
import { mayDo, type Me, type Membership } from "@/api/session";

export interface NavigationItem {
  /** Its word: `nav.<id>` in the texts of the shell. */
  id: "home" | "agents" | "prompts" | "knowledge" | "tools" | "voices" | "templates" | "live" | "conversations" | "contacts" | "campaigns" | "settings" | "platform";
  to: NonNullable<LinkProps["to"]>;
  icon: LucideIcon;
  /** The second key after "g". */
  key: string;
  /** The permission without which the API refuses the page. */
  needs?: string;
}
export interface NavigationGroup {
  id: "top" | "build" | "operate";
  items: NavigationItem[];
}

/** The pages that exist. A new page adds its line here, its word to the texts, and its route. */
const NAVIGATION: NavigationGroup[] = [
  { id: "top", items: [{ id: "home", to: "/", icon: Home, key: "h" }] },
  {
    id: "build",
    items: [
      { id: "agents", to: "/agents", icon: Bot, key: "a", needs: "agent:read" },
      { id: "prompts", to: "/prompts", icon: ScrollText, key: "r", needs: "prompt:read" },
      { id: "knowledge", to: "/knowledge", icon: BookOpen, key: "k", needs: "knowledge:read" },
      { id: "tools", to: "/tools", icon: Wrench, key: "o", needs: "tool:read" },
      { id: "voices", to: "/voices", icon: AudioLines, key: "v", needs: "voice:read" },
      { id: "templates", to: "/templates", icon: LayoutTemplate, key: "t", needs: "template:read" },
    ],
  },
  {
    id: "operate",
    items: [
      { id: "live", to: "/live", icon: Radio, key: "v", needs: "call:read" },
      { id: "conversations", to: "/conversations", icon: MessagesSquare, key: "c", needs: "conversation:read" },
      { id: "contacts", to: "/contacts", icon: Users, key: "l", needs: "contact:read" },
      { id: "campaigns", to: "/campaigns", icon: Megaphone, key: "m", needs: "campaign:read" },
    ],
  },
];

export const SETTINGS: NavigationItem = { id: "settings", to: "/settings", icon: Settings, key: "s" };
export const PLATFORM: NavigationItem = { id: "platform", to: "/platform", icon: Building2, key: "p" };

/** The groups with the pages that the membership's role may open; without a membership, none. */
export function groupsFor(membership: Membership | undefined): NavigationGroup[] {
  if (!membership) return [];
  return NAVIGATION.map((group) => ({ ...group, items: group.items.filter(({ needs }) => !needs || mayDo(membership, needs)) })).filter(({ items }) => items.length > 0);
}

export const pagesFor = (me: Me, membership: Membership | undefined): NavigationItem[] => [
  ...groupsFor(membership).flatMap(({ items }) => items),
  ...(membership ? [SETTINGS] : []),
  ...(me.user.is_super_admin ? [PLATFORM] : []),
];
