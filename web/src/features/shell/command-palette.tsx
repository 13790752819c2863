import { useQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { Bot, Keyboard, LogOut, Plus, Search, SunMoon, UserRound } from "lucide-react";
import { Fragment, type ReactNode, useId, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { auth } from "@/api/auth";
import { api, type Page } from "@/api/client";
import { activate, mayDo, type Me, type Membership } from "@/api/session";
import { savePreferences } from "@/app/preferences";
import { forgetOrganizationData, queryClient } from "@/app/query-client";
import { cn } from "@/lib/class-names";
import { matchScore } from "@/lib/text-match";
import { useDebounced } from "@/lib/use-debounced";
import { Emblem } from "@/ui/avatar";
import { Dialog } from "@/ui/dialog";
import { Kbd } from "@/ui/kbd";
import { Spinner } from "@/ui/spinner";
import { pagesFor } from "./navigation";

interface Command {
  id: string;
  group: string;
  label: string;
  icon: ReactNode;
  keys?: string;
  /** Other words under which it is found. */
  words?: string;
  run: () => unknown;
}

export default function CommandPalette({ me, membership, onClose, onShortcuts }: { me: Me; membership: Membership | undefined; onClose: () => void; onShortcuts: () => void }) {
  const { t } = useTranslation("shell");
  const router = useRouter();
  const listId = useId();
  const [text, setText] = useState("");
  const [active, setActive] = useState(0);
  const wanted = useDebounced(text.trim(), 150);
  const found = useQuery({
    queryKey: ["agents", "palette", wanted],
    queryFn: ({ signal }) => api.get<Page<{ id: string; name: string }>>("/agents", { query: { search: wanted, limit: 6 }, signal }),
    enabled: wanted.length > 1 && mayDo(membership, "agent:read"),
  });

  const commands = useMemo((): Command[] => {
    const dark = document.documentElement.dataset.theme === "dark";
    return [
      ...pagesFor(me, membership).map((item) => ({
        id: item.id,
        group: t("palette.go"),
        label: t(`nav.${item.id}`),
        icon: <item.icon aria-hidden strokeWidth={1.75} />,
        keys: `g ${item.key}`,
        run: () => router.navigate({ to: item.to }),
      })),
      ...(mayDo(membership, "agent:create") ? [{ id: "new-agent", group: t("palette.do"), label: t("palette.new_agent"), icon: <Plus aria-hidden />, run: () => router.navigate({ to: "/agents", search: { new: true } }) }] : []),
      { id: "account", group: t("palette.do"), label: t("user.account"), icon: <UserRound aria-hidden />, run: () => router.navigate({ to: "/account/profile" }) },
      { id: "theme", group: t("palette.do"), label: t(dark ? "palette.light" : "palette.dark"), words: t("user.theme"), icon: <SunMoon aria-hidden />, run: () => savePreferences({ theme: dark ? "light" : "dark" }) },
      { id: "shortcuts", group: t("palette.do"), label: t("shortcuts.title"), icon: <Keyboard aria-hidden />, keys: "?", run: onShortcuts },
      ...me.memberships
        .filter((one) => one.organization.id !== membership?.organization.id)
        .map((one) => ({
          id: one.organization.id,
          group: t("palette.organizations"),
          label: one.organization.name,
          icon: <Emblem name={one.organization.name} color={one.organization.brand.color} image={one.organization.brand.logo_url} size="sm" />,
          run: async () => {
            await forgetOrganizationData();
            activate(one);
            await router.navigate({ to: "/" });
          },
        })),
      {
        id: "sign-out",
        group: t("palette.do"),
        label: t("user.sign_out"),
        icon: <LogOut aria-hidden />,
        run: async () => {
          await auth.signOut();
          queryClient.clear();
          await router.navigate({ to: "/sign-in" });
        },
      },
    ];
  }, [me, membership, router, t, onShortcuts]);

  const agents = (wanted.length > 1 ? found.data?.items : undefined)?.map(
    (agent): Command => ({
      id: agent.id,
      group: t("nav.agents"),
      label: agent.name,
      icon: <Bot aria-hidden strokeWidth={1.75} />,
      run: () => router.navigate({ to: "/agents/$agentId", params: { agentId: agent.id } }),
    }),
  );
  const matching = commands
    .map((command) => ({ command, score: Math.max(matchScore(text, command.label), command.words ? matchScore(text, command.words) : 0) }))
    .filter(({ score }) => score > (text.length > 2 ? 4 : 0))
    .sort((one, other) => (text ? other.score - one.score : 0))
    .map(({ command }) => command);
  const everything = [...(agents ?? []), ...matching];
  const groups = [...new Set(everything.map((command) => command.group))];
  const ordered = groups.flatMap((group) => everything.filter((command) => command.group === group));
  const at = Math.min(active, ordered.length - 1);

  const run = (command: Command | undefined) => {
    if (!command) return;
    onClose();
    void command.run();
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t("palette.title")} hideTitle className="max-w-xl self-start sm:mt-[12vh]">
      <div className="flex items-center gap-2.5 border-b border-line px-4 text-ink-3">
        <Search aria-hidden className="size-4 shrink-0" />
        <input
          // The palette is opened to be typed in.
          autoFocus
          role="combobox"
          aria-expanded
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={ordered[at] ? `${listId}-${at}` : undefined}
          aria-label={t("palette.title")}
          placeholder={t("palette.placeholder")}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setActive(0);
          }}
          onKeyDown={(event) => {
            if (event.key === "ArrowDown") setActive((at + 1) % Math.max(1, ordered.length));
            else if (event.key === "ArrowUp") setActive((at - 1 + ordered.length) % Math.max(1, ordered.length));
            else if (event.key === "Enter") run(ordered[at]);
            else return;
            event.preventDefault();
          }}
          className="h-12 min-w-0 flex-1 bg-transparent text-md text-ink outline-none"
        />
        {found.isFetching && <Spinner />}
      </div>
      {ordered.length === 0 && (
        <p role="status" className="px-3 py-6 text-center text-sm text-ink-3">
          {t("palette.nothing")}
        </p>
      )}
      <div id={listId} role="listbox" aria-label={t("palette.title")} className="empty:hidden max-h-[min(24rem,60dvh)] overflow-y-auto p-1.5">
        {ordered.map((command, index) => (
          <Fragment key={command.id}>
            {ordered[index - 1]?.group !== command.group && (
              <p role="presentation" className="px-2.5 pt-2 pb-1 text-2xs text-ink-3">
                {command.group}
              </p>
            )}
            {/* The text box keeps the focus and handles the keys. */}
            {/* eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus */}
            <div
              id={`${listId}-${index}`}
              role="option"
              aria-selected={index === at}
              ref={index === at ? (row) => row?.scrollIntoView({ block: "nearest" }) : undefined}
              onPointerMove={() => setActive(index)}
              onClick={() => run(command)}
              className={cn("flex h-9 cursor-default items-center gap-2.5 rounded-s px-2.5 text-sm pointer-coarse:h-11 [&_svg]:size-4 [&_svg]:text-ink-3", index === at && "bg-hover")}
            >
              <span className="grid size-6 place-items-center">{command.icon}</span>
              <span className="min-w-0 flex-1 truncate">{command.label}</span>
              {command.keys && <Kbd keys={command.keys} className="pointer-coarse:hidden" />}
            </div>
          </Fragment>
        ))}
      </div>
    </Dialog>
  );
}
