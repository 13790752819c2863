import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "@/api/errors";
import { Callout } from "@/ui/callout";
import { Field } from "@/ui/field";
import { Input } from "@/ui/input";
import { type McpServer, NO_PROOF, useReadMcp } from "./api";
import { useErrorName } from "@/features/trace";
import { OfferSheet } from "./offer-sheet";
import { usePlanLock } from "./plan-lock";
import { ProofFields } from "./proof-fields";
import { typedCredentials, WITHOUT_BODY } from "./sign-in-fields";
import { freeLabel, originsOf, signInsQuery } from "./sign-ins";

const reasonOf = ({ problem }: ApiError): string => (problem.data as { reason?: string } | undefined)?.reason ?? "failed";

/** Where the server is and how one signs in there; the tools that become drafts sign in so too. */
export function McpSheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("tools");
  const errorName = useErrorName();
  const [server, setServer] = useState<McpServer>({ ...NO_PROOF, address: "" });
  const known = useQuery(signInsQuery).data ?? [];
  // Named after its server until somebody says otherwise.
  const label = server.label || freeLabel(originsOf([server.address])[0]?.replace(/^https?:\/\//, "") ?? "", known);
  const read = useReadMcp();
  const locked = usePlanLock().told("mcp");
  const offered = read.data?.operations;
  return (
    <OfferSheet
      title={t("mcp.open")}
      detail={t("mcp.detail")}
      read={{ label: t("mcp.read"), ready: server.address.trim() !== "" && locked === undefined, pending: read.isPending, error: read.error, run: () => read.mutate(server) }}
      found={offered && { offered, told: offered.length > 0 ? t("mcp.found", { count: offered.length }) : t("mcp.nothing") }}
      signIn={{ ...server, label, credentials: typedCredentials(server.sign_in, server.credentials) }}
      detailOf={(failed) => (failed instanceof ApiError && failed.code === "tool_mcp_unreadable" ? errorName(reasonOf(failed)) : undefined)}
      onClose={onClose}
    >
      {locked && <Callout tone="warn">{locked}</Callout>}
      <Field label={t("mcp.address")} help={t("mcp.address_help")}>
        <Input autoFocus className="font-mono text-xs" inputMode="url" maxLength={2_000} spellCheck={false} autoComplete="off" placeholder="https://mcp.example.com/mcp" value={server.address} onChange={(event) => setServer({ ...server, address: event.target.value })} />
      </Field>
      <ProofFields proof={{ ...server, label }} onChange={(proof) => setServer({ ...server, ...proof })} origins={originsOf([server.address])} error={read.error} disabled={read.isPending} kinds={WITHOUT_BODY} />
    </OfferSheet>
  );
}
