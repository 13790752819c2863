import type { LinkProps } from "@tanstack/react-router";
import { Bot, BookOpen, Building2, Home, LayoutTemplate, type LucideIcon, MessagesSquare, Settings } from "lucide-react";

export interface NavigationItem {
  /** Its word: `nav.<id>` in the texts of the shell. */
  id: "home" | "agents" | "knowledge" | "templates" | "conversations" | "settings" | "platform";
  to: NonNullable<LinkProps["to"]>;
  icon: LucideIcon;
  /** The second key after "g". */
  key: string;
}
export interface NavigationGroup {
  id: "top" | "build" | "operate";
  items: NavigationItem[];
}

/** The pages that exist. A new page adds its line here, its word to the texts, and its route. */
export const NAVIGATION: NavigationGroup[] = [
  { id: "top", items: [{ id: "home", to: "/", icon: Home, key: "h" }] },
  {
    id: "build",
    items: [
      { id: "agents", to: "/agents", icon: Bot, key: "a" },
      { id: "knowledge", to: "/knowledge", icon: BookOpen, key: "k" },
      { id: "templates", to: "/templates", icon: LayoutTemplate, key: "t" },
    ],
  },
  { id: "operate", items: [{ id: "conversations", to: "/conversations", icon: MessagesSquare, key: "c" }] },
];

export const SETTINGS: NavigationItem = { id: "settings", to: "/settings", icon: Settings, key: "s" };
export const PLATFORM: NavigationItem = { id: "platform", to: "/platform", icon: Building2, key: "p" };

export const everyPage = (superAdmin: boolean): NavigationItem[] => [...NAVIGATION.flatMap((group) => group.items), SETTINGS, ...(superAdmin ? [PLATFORM] : [])];
