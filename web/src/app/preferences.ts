import { type Me, meQuery, type User } from "@/api/session";
import { api } from "@/api/client";
import { changeLanguage } from "./i18n";
import { queryClient } from "./query-client";
import { changeTheme } from "./theme";

export type Preferences = Partial<Pick<User, "name" | "language" | "theme" | "time_zone">>;

/** Makes the page look and speak as the signed-in person chose. */
export async function followPreferences({ user }: Me): Promise<void> {
  changeTheme(user.theme);
  await changeLanguage(user.language);
}

/** Takes effect at once and is then kept with the account; taken back when that fails. */
export async function savePreferences(change: Preferences): Promise<void> {
  const before = queryClient.getQueryData(meQuery.queryKey);
  const show = async (next: Me | undefined) => {
    if (!next) return;
    queryClient.setQueryData(meQuery.queryKey, next);
    await followPreferences(next);
  };
  await show(before && { ...before, user: { ...before.user, ...change } });
  try {
    await api.patch("/me", change);
  } catch (error) {
    await show(before);
    throw error;
  }
}
