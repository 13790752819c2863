import { useRouter } from "@tanstack/react-router";
import { Keyboard, Languages, LogOut, Monitor, Moon, Sun, SunMoon, UserRound } from "lucide-react";
import { useTranslation } from "react-i18next";
import { auth } from "@/api/auth";
import type { Me, Theme } from "@/api/session";
import { LANGUAGE_NAMES, LANGUAGES } from "@/app/i18n";
import { savePreferences } from "@/app/preferences";
import { queryClient } from "@/app/query-client";
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuRadioGroup, DropdownMenuRadioItem, DropdownMenuSeparator, DropdownMenuSub, DropdownMenuTrigger } from "@/ui/dropdown-menu";
import { Kbd } from "@/ui/kbd";
import { useToastError } from "@/ui/use-toast-error";
import { faceClass, UserFace, type Takeover } from "./menu-faces";

const THEMES: [Theme, typeof Sun][] = [
  ["light", Sun],
  ["dark", Moon],
  ["system", Monitor],
];

export default function UserMenu({ me, role, onShortcuts, takeover }: { me: Me; role: string | undefined; onShortcuts: () => void; takeover: Takeover }) {
  const { t, i18n } = useTranslation("shell");
  const router = useRouter();
  const showError = useToastError();
  const keep = (change: Parameters<typeof savePreferences>[0]) => void savePreferences(change).catch(showError);
  const leave = async () => {
    await auth.signOut();
    queryClient.clear();
    await router.navigate({ to: "/sign-in" });
  };
  return (
    <DropdownMenu defaultOpen={takeover.open}>
      <DropdownMenuTrigger autoFocus={takeover.focused} className={faceClass}>
        <UserFace me={me} role={role} />
      </DropdownMenuTrigger>
      <DropdownMenuContent className="w-60" side="top">
        <p className="truncate px-2 py-1.5 text-xs text-ink-3">{me.user.email}</p>
        <DropdownMenuItem icon={<UserRound aria-hidden />} onSelect={() => void router.navigate({ to: "/account/profile" })}>
          {t("user.account")}
        </DropdownMenuItem>
        <DropdownMenuSub label={t("user.language")} icon={<Languages aria-hidden />}>
          <DropdownMenuRadioGroup value={i18n.language} onValueChange={(language) => keep({ language: LANGUAGES.find((known) => known === language) })}>
            {LANGUAGES.map((language) => (
              <DropdownMenuRadioItem key={language} value={language}>
                <span lang={language}>{LANGUAGE_NAMES[language]}</span>
              </DropdownMenuRadioItem>
            ))}
          </DropdownMenuRadioGroup>
        </DropdownMenuSub>
        <DropdownMenuSub label={t("user.theme")} icon={<SunMoon aria-hidden />}>
          <DropdownMenuRadioGroup value={me.user.theme} onValueChange={(theme) => keep({ theme: theme as Theme })}>
            {THEMES.map(([theme, Icon]) => (
              <DropdownMenuRadioItem key={theme} value={theme} icon={<Icon aria-hidden className="text-ink-3" />}>
                {t(`themes.${theme}`)}
              </DropdownMenuRadioItem>
            ))}
          </DropdownMenuRadioGroup>
        </DropdownMenuSub>
        <DropdownMenuItem icon={<Keyboard aria-hidden />} hint={<Kbd keys="?" />} onSelect={onShortcuts}>
          {t("shortcuts.title")}
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuItem icon={<LogOut aria-hidden />} onSelect={() => void leave()}>
          {t("user.sign_out")}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
