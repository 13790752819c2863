import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "@/api/errors";
import { Field } from "@/ui/field";
import { Input } from "@/ui/input";
import { type McpServer, useReadMcp } from "./api";
import { useErrorName } from "./error-name";
import { OfferSheet } from "./offer-sheet";
import { SignInFields, WITHOUT_BODY } from "./sign-in-fields";

const NOTHING_KEPT = { sign_in: "none", secrets: [], secret_origin: "" } as const;

const reasonOf = ({ problem }: ApiError): string => (problem.data as { reason?: string } | undefined)?.reason ?? "failed";

/** Where the server is and how one signs in there; the tools that become drafts sign in so too. */
export function McpSheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("tools");
  const errorName = useErrorName();
  const [server, setServer] = useState<McpServer>({ address: "", sign_in: "none", credentials: {} });
  const read = useReadMcp();
  const offered = read.data?.operations;
  return (
    <OfferSheet
      title={t("mcp.open")}
      detail={t("mcp.detail")}
      read={{ label: t("mcp.read"), ready: server.address.trim() !== "", pending: read.isPending, error: read.error, run: () => read.mutate(server) }}
      found={offered && { offered, told: offered.length > 0 ? t("mcp.found", { count: offered.length }) : t("mcp.nothing") }}
      signIn={server}
      detailOf={(failed) => (failed instanceof ApiError && failed.code === "tool_mcp_unreadable" ? errorName(reasonOf(failed)) : undefined)}
      onClose={onClose}
    >
      <Field label={t("mcp.address")} help={t("mcp.address_help")}>
        <Input autoFocus className="font-mono text-xs" inputMode="url" maxLength={2_000} spellCheck={false} autoComplete="off" placeholder="https://mcp.example.com/mcp" value={server.address} onChange={(event) => setServer({ ...server, address: event.target.value })} />
      </Field>
      <SignInFields
        tool={NOTHING_KEPT}
        kind={server.sign_in}
        credentials={server.credentials}
        onKind={(sign_in) => setServer({ ...server, sign_in, credentials: {} })}
        onCredentials={(credentials) => setServer({ ...server, credentials })}
        errors={new Map()}
        disabled={read.isPending}
        kinds={WITHOUT_BODY}
      />
    </OfferSheet>
  );
}
