import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "@/api/errors";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Sheet } from "@/ui/dialog";
import { useErrorText } from "@/ui/error-state";
import { Field } from "@/ui/field";
import { Input } from "@/ui/input";
import { toast } from "@/ui/toast";
import { type McpServer, useMakeTools, useReadMcp } from "./api";
import { useErrorName } from "./error-name";
import { OfferedList } from "./offered-list";
import { SignInFields } from "./sign-in-fields";

const NOTHING_KEPT = { sign_in: "none", secrets: [], secret_origin: "" } as const;

const reasonOf = ({ problem }: ApiError): string => (problem.data as { reason?: string } | undefined)?.reason ?? "failed";

/** First where the server is and how one signs in there; then the chosen ones of its tools become drafts that do so too. */
export function McpSheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("tools");
  const textOf = useErrorText();
  const errorName = useErrorName();
  const [server, setServer] = useState<McpServer>({ address: "", sign_in: "none", credentials: {} });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const read = useReadMcp();
  const make = useMakeTools(server);
  const found = read.data?.operations;
  const picked = found?.filter(({ name }) => chosen.has(name)) ?? [];
  const failed = make.error ?? read.error;
  const text = failed ? textOf(failed) : undefined;
  const error = text && failed instanceof ApiError && failed.code === "tool_mcp_unreadable" ? { ...text, detail: errorName(reasonOf(failed)) } : text;
  const run = () =>
    make.mutate(picked, {
      onSuccess: (taken) => {
        if (taken.length > 0) return setChosen(new Set(taken));
        toast(t("openapi.made"));
        onClose();
      },
    });
  return (
    <Sheet
      open
      width="lg"
      onOpenChange={(open) => !open && onClose()}
      title={t("mcp.open")}
      description={t("mcp.detail")}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          {found ? (
            <Button variant="primary" loading={make.isPending} disabled={picked.length === 0} onClick={run}>
              {t("openapi.make", { count: picked.length })}
            </Button>
          ) : (
            <Button variant="primary" loading={read.isPending} disabled={!server.address.trim()} onClick={() => read.mutate(server)}>
              {t("mcp.read")}
            </Button>
          )}
        </>
      }
    >
      <div className="space-y-4">
        {error && (
          <Callout tone="bad" live title={error.title}>
            {error.detail}
          </Callout>
        )}
        {make.data && make.data.length > 0 && <Callout tone="warn">{t("openapi.taken", { names: make.data.join(", ") })}</Callout>}
        {!found && (
          <>
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
            />
          </>
        )}
        {found && (
          <>
            <p className="text-sm text-ink-2">{found.length > 0 ? t("mcp.found", { count: found.length }) : t("mcp.nothing")}</p>
            <OfferedList offered={found} chosen={chosen} onChoose={setChosen} />
          </>
        )}
      </div>
    </Sheet>
  );
}
