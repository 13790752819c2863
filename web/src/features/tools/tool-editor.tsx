import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "@/api/errors";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Card } from "@/ui/card";
import { useErrorText } from "@/ui/error-state";
import { Field } from "@/ui/field";
import { useLeaveWarning } from "@/ui/form";
import { Input, Textarea } from "@/ui/input";
import { PageBody } from "@/ui/page-header";
import { type Definition, definitionOf, type SignIn, type Tool, toolQuery, useChangeTool } from "./api";
import { Bench } from "./bench";
import { DefinitionForm } from "./definition-form";
import { SignInChoice } from "./sign-in-choice";
import { typedCredentials, WITHOUT_BODY } from "./sign-in-fields";
import { Problems } from "./tool-layout";

/** The form, or the same as JSON, beside the bench where it is tried. */
export function ToolEditor() {
  const { toolId } = useParams({ from: "/app/tools/$toolId" });
  const found = useQuery(toolQuery(toolId)).data;
  return found ? <Editor key={found.data.id} tool={found.data} etag={found.etag} /> : null;
}

function Editor({ tool, etag }: { tool: Tool; etag: string | undefined }) {
  const { t } = useTranslation("tools");
  const disabled = !tool.can.includes("tool:manage");
  const change = useChangeTool(tool.id);
  const [edited, setEdited] = useState<Definition>();
  const [label, setLabel] = useState<string>();
  const [kind, setKind] = useState<SignIn>();
  const [shared, setShared] = useState<string | null>();
  const [typed, setTyped] = useState<Record<string, string>>();
  const [json, setJson] = useState<string>();
  const definition = edited ?? definitionOf(tool);
  const dirty = edited !== undefined || label !== undefined || kind !== undefined || typed !== undefined || shared !== undefined;
  useLeaveWarning(dirty);
  const { at, whole } = useFaults(change.error);
  const broken = json !== undefined && readJson(json) === undefined;

  // While it uses a shared one it has none of its own.
  const own = kind ?? (tool.sign_in_id === null ? tool.sign_in : "none");
  const chosen = shared === undefined ? tool.sign_in_id : shared;
  const signInChange = signInOf(chosen, { own, typed, moved: shared !== undefined || kind !== undefined || typed !== undefined });
  const save = async (): Promise<boolean> => {
    if (!dirty) return true;
    try {
      await change.mutateAsync({
        etag,
        ...(edited ? { definition: edited } : {}),
        ...(label?.trim() ? { label: label.trim() } : {}),
        ...signInChange,
      });
    } catch {
      return false; // shown above the form
    }
    setEdited(undefined);
    setLabel(undefined);
    setKind(undefined);
    setTyped(undefined);
    setShared(undefined);
    return true;
  };
  const writeJson = (text: string) => {
    setJson(text);
    const read = readJson(text);
    if (read) setEdited(read);
  };
  return (
    <PageBody className="grid w-full items-start gap-5 xl:grid-cols-[1fr_24rem]">
      <div className="min-w-0 space-y-5">
        {whole && (
          <Callout tone="bad" live title={whole.title}>
            {whole.detail}
          </Callout>
        )}
        {!dirty && tool.problems.length > 0 && !disabled && <Problems tool={tool} />}
        <Card
          title={t("what.title")}
          description={t("what.detail", { name: tool.name })}
          actions={
            <Button size="sm" variant="ghost" aria-pressed={json !== undefined} onClick={() => setJson(json === undefined ? JSON.stringify(definition, null, 2) : undefined)}>
              {t(json === undefined ? "json.open" : "json.close")}
            </Button>
          }
        >
          <Field label={t("label")}>
            <Input value={label ?? tool.label} maxLength={120} disabled={disabled} onChange={(event) => setLabel(event.target.value)} />
          </Field>
          {json !== undefined && (
            <Field className="mt-4" label={t("json.label")} help={t("json.help")} error={broken ? t("json.broken") : at.get("definition")}>
              <Textarea className="max-h-none font-mono text-xs" rows={24} spellCheck={false} disabled={disabled} value={json} onChange={(event) => writeJson(event.target.value)} />
            </Field>
          )}
        </Card>
        {json === undefined && <DefinitionForm definition={definition} onChange={setEdited} errors={at} disabled={disabled} onSignIn={(next, credentials) => { setShared(null); setKind(next); setTyped(credentials); }} />}
        {definition.request.kind !== "email" && (
          <Card title={t(definition.request.kind === "sms" ? "message.account" : "sign_in.title")} description={t(definition.request.kind === "sms" ? "message.account_detail" : "sign_in.detail")}>
            <SignInChoice tool={tool} address={definition.request.address} chosen={chosen} onChosen={setShared} kind={own} credentials={typed ?? tool.credentials} onKind={(next) => { setKind(next); setTyped({}); }} onCredentials={setTyped} errors={at} disabled={disabled} dirty={dirty} {...kindsFor(definition)} />
          </Card>
        )}
        {!disabled && (
          <div className="sticky bottom-0 flex items-center justify-end gap-3 border-t border-line bg-bg py-3">
            <span role="status" className="text-xs text-ink-2">{dirty ? t("unsaved") : t("saved")}</span>
            <Button variant="primary" disabled={!dirty || broken} loading={change.isPending} onClick={() => void save()}>
              {t("save")}
            </Button>
          </div>
        )}
      </div>
      <Bench tool={tool} definition={definition} save={save} />
    </PageBody>
  );
}

/** What is sent of the sign-in where it was touched. */
function signInOf(chosen: string | null, { own, typed, moved }: { own: SignIn; typed: Record<string, string> | undefined; moved: boolean }) {
  if (!moved) return {};
  return chosen === null ? { sign_in: own, credentials: typedCredentials(own, typed ?? {}) } : { sign_in_id: chosen };
}

function kindsFor({ request }: Definition): { kinds?: readonly SignIn[] } {
  if (request.kind === "sms") return { kinds: ["none", "basic"] };
  return request.kind === "http" ? {} : { kinds: WITHOUT_BODY };
}

function readJson(text: string): Definition | undefined {
  try {
    const read = JSON.parse(text) as unknown;
    const one = read as Definition;
    return typeof read === "object" && read !== null && typeof one.request === "object" && typeof one.parameters === "object" ? one : undefined;
  } catch {
    return undefined;
  }
}

/** What the server found wrong, at the fields of the form; `whole` where it is at none of them. */
function useFaults(error: unknown) {
  const textOf = useErrorText();
  const fields = error instanceof ApiError ? error.fields : [];
  const at = new Map(fields.map((one) => [one.field.replace(/^definition\./, ""), one.detail ?? textOf(error).title]));
  return { at, whole: error ? textOf(error) : undefined };
}
