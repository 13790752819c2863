import type { UseQueryResult } from "@tanstack/react-query";
import { Fragment, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Card } from "@/ui/card";
import { ErrorState } from "@/ui/error-state";
import { Pill } from "@/ui/pill";
import { SkeletonText } from "@/ui/skeleton";

const TONES = { unknown: "neutral", ok: "good", failing: "bad" } as const;

/** Accounts in a card; `children` draws one. Needs their kinds, too. */
export function AccountList<A extends { id: string }>({ accounts, kinds, empty, children }: { accounts: UseQueryResult<A[]>; kinds: UseQueryResult<unknown>; empty: ReactNode; children: (account: A) => ReactNode }) {
  const failed = accounts.error ?? kinds.error;
  return (
    <Card flush>
      {failed ? (
        <ErrorState
          compact
          error={failed}
          onRetry={() => {
            void accounts.refetch();
            void kinds.refetch();
          }}
        />
      ) : accounts.isPending ? (
        <SkeletonText lines={4} className="p-4" />
      ) : accounts.data?.length === 0 ? (
        empty
      ) : (
        <ul>
          {accounts.data?.map((account) => (
            <Fragment key={account.id}>{children(account)}</Fragment>
          ))}
        </ul>
      )}
    </Card>
  );
}

interface AccountRowProps {
  label: string;
  health: keyof typeof TONES;
  /** Beside the label, before its health. */
  badge?: ReactNode;
  /** What is known of it, in one line; what is empty is left out. */
  facts: ReactNode[];
  /** How the last test went: well, or why not. */
  good?: string | false | null | undefined;
  bad?: string | false | null | undefined;
  actions?: ReactNode;
  children?: ReactNode;
}

export function AccountRow({ label, health, badge, facts, good, bad, actions, children }: AccountRowProps) {
  const { t } = useTranslation("settings");
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-4 py-3 last:border-b-0">
      <div className="min-w-44 flex-1">
        <p className="flex flex-wrap items-center gap-2 text-sm font-medium">
          {label}
          {badge}
          <Pill tone={TONES[health]} dot>
            {t(`providers.health.${health}`)}
          </Pill>
        </p>
        <p className="text-xs text-ink-3">
          {facts.filter(Boolean).map((fact, index) => (
            <Fragment key={index}>
              {index > 0 && " · "}
              {fact}
            </Fragment>
          ))}
        </p>
        <p aria-live="polite" className="text-xs empty:hidden">
          {good && <span className="text-good">{good}</span>}
          {bad && <span className="text-bad">{bad}</span>}
        </p>
      </div>
      {actions && <div className="flex items-center gap-1">{actions}</div>}
      {children}
    </li>
  );
}
