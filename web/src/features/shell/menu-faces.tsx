import { ChevronsUpDown } from "lucide-react";
import { type ReactNode, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Me, Membership } from "@/api/session";
import { useIdle } from "@/lib/use-idle";
import { Avatar, Emblem } from "@/ui/avatar";

export const faceClass =
  "flex min-h-11 w-full shrink-0 items-center gap-2.5 rounded-s px-2 py-1 text-left transition-colors duration-100 hover:bg-hover data-[state=open]:bg-hover";

/** What a menu's button shows. Apart from the menu, because the first view needs only this. */
export function OrganizationFace({ me, membership }: { me: Me; membership: Membership | undefined }) {
  const { t } = useTranslation("shell");
  const current = membership?.organization;
  const parent = me.memberships.find(({ organization }) => organization.id === current?.parent_id)?.organization;
  return (
    <>
      <Emblem name={current?.name ?? "C"} color={current?.brand.color} image={current?.brand.logo_url} />
      <span className="min-w-0 flex-1">
        <span className="block truncate font-semibold">{current?.name ?? "Centralita"}</span>
        {parent && <span className="block truncate text-xs text-ink-2">{parent.name}</span>}
      </span>
      <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-ink-3" />
      <span className="sr-only">{t("organization.switch")}</span>
    </>
  );
}

export function UserFace({ me, role }: { me: Me; role: string | undefined }) {
  const { t } = useTranslation("shell");
  const name = me.user.name || me.user.email;
  const [first = name, ...rest] = me.user.name.split(" ").filter(Boolean);
  const short = rest.length > 0 ? `${first} ${[...(rest[0] ?? "")][0]}.` : name;
  return (
    <>
      <Avatar name={name} />
      <span className="min-w-0 flex-1 truncate">{short}</span>
      {role && <span className="shrink-0 text-xs text-ink-3">{t(`roles.${role}`, role)}</span>}
      <span className="sr-only">{t("user.menu")}</span>
    </>
  );
}

/** How a menu takes the place of its face: open when the face was pressed, focused when the face was. */
export interface Takeover {
  open: boolean;
  focused: boolean;
}

/** A button that becomes a menu when the browser is idle, or at once when it is pressed. */
export function DeferredMenu({ face, children }: { face: ReactNode; children: (takeover: Takeover) => ReactNode }) {
  const idle = useIdle();
  const [pressed, setPressed] = useState(false);
  const [focused, setFocused] = useState(false);
  const plain = (
    <button
      type="button"
      aria-haspopup="menu"
      aria-expanded={false}
      className={faceClass}
      onClick={() => setPressed(true)}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
    >
      {face}
    </button>
  );
  return idle || pressed ? <Suspense fallback={plain}>{children({ open: pressed, focused })}</Suspense> : plain;
}
