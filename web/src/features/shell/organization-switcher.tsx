import { useRouter } from "@tanstack/react-router";
import { Check, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { activate, type Me, type Membership } from "@/api/session";
import { forgetOrganizationData } from "@/app/query-client";
import { matchScore } from "@/lib/text-match";
import { Emblem } from "@/ui/avatar";
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuLabel, DropdownMenuSeparator, DropdownMenuTrigger } from "@/ui/dropdown-menu";
import { SearchInput } from "@/ui/input";
import { faceClass, OrganizationFace, type Takeover } from "./menu-faces";

/** From how many organizations on a search box helps. */
const MANY = 8;

export default function OrganizationSwitcher({ me, membership, takeover }: { me: Me; membership: Membership | undefined; takeover: Takeover }) {
  const { t } = useTranslation("shell");
  const router = useRouter();
  const [wanted, setWanted] = useState("");
  const current = membership?.organization;
  const shown = me.memberships.filter(({ organization }) => matchScore(wanted, organization.name) > 0);

  const change = async (next: Membership) => {
    if (next.organization.id === current?.id) return;
    await forgetOrganizationData();
    activate(next);
    await router.navigate({ to: "/" });
    await router.invalidate();
  };

  return (
    <DropdownMenu defaultOpen={takeover.open} onOpenChange={(open) => !open && setWanted("")}>
      <DropdownMenuTrigger autoFocus={takeover.focused} className={faceClass}>
        <OrganizationFace me={me} membership={membership} />
      </DropdownMenuTrigger>
      <DropdownMenuContent className="w-64">
        <DropdownMenuLabel>{t("organization.yours")}</DropdownMenuLabel>
        {me.memberships.length >= MANY && (
          <div className="p-1">
            <SearchInput label={t("organization.search")} value={wanted} onValueChange={setWanted} onKeyDown={(event) => event.stopPropagation()} />
          </div>
        )}
        {shown.map((one) => (
          <DropdownMenuItem
            key={one.organization.id}
            icon={<Emblem name={one.organization.name} color={one.organization.brand.color} image={one.organization.brand.logo_url} size="sm" />}
            hint={one.organization.id === current?.id ? <Check aria-hidden className="text-accent!" /> : t(`roles.${one.role}`, one.role)}
            onSelect={() => void change(one)}
          >
            {one.organization.name}
          </DropdownMenuItem>
        ))}
        <DropdownMenuSeparator />
        <DropdownMenuItem icon={<Plus aria-hidden />} onSelect={() => void router.navigate({ to: "/welcome" })}>
          {t("organization.new")}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
