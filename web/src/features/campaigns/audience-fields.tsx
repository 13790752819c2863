import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { importsQuery, ownersQuery, sourcesQuery, tagsQuery, useStages, viewsQuery } from "@/features/contacts";
import { Field } from "@/ui/field";
import { Input } from "@/ui/input";
import { Select } from "@/ui/select";
import type { Campaign } from "./api";

type Audience = Campaign["audience"];
/** Stands for "any" in a list that has no empty value. */
const ANY = "*";

/** Whom it is for: contacts by what is known of them, those of one file, or those of a saved view. `name` is what the server calls it. */
export function AudienceFields({ audience, name, onChange }: { audience: Audience; name: string; onChange: (audience: Audience) => void }) {
  const { t } = useTranslation("campaigns");
  const files = (useInfiniteQuery(importsQuery).data?.pages.flatMap((page) => page.items) ?? []).filter(({ status }) => status === "done");
  const views = useQuery(viewsQuery).data ?? [];
  const tags = useQuery(tagsQuery).data ?? [];
  const sources = useQuery(sourcesQuery).data ?? [];
  const owners = useQuery(ownersQuery).data ?? [];
  const { stages } = useStages();
  const set = (patch: Partial<Audience>) => onChange({ ...audience, ...patch });
  const offered = { filter: true, import: files.length > 0, view: views.length > 0 };
  const kinds = (["filter", "view", "import"] as const).filter((kind) => offered[kind] || audience.kind === kind);
  const chooseKind = (kind: Audience["kind"]) => set({ kind, import_id: (kind === "import" && files[0]?.id) || "", view_id: (kind === "view" && views[0]?.id) || "" });
  // What was chosen stays to be seen: another page of files, somebody else's view, or gone.
  const named = (known: { value: string; label: string }[], chosen: string) => (known.some(({ value }) => value === chosen) ? known : [...known, { value: chosen, label: name || t("whom.gone") }]);
  const plain = (values: string[], chosen: string) => [{ value: ANY, label: t("whom.any") }, ...(chosen && !values.includes(chosen) ? [...values, chosen] : values).map((value) => ({ value, label: value }))];
  const ownersOffered = [{ value: ANY, label: t("whom.any") }, ...owners.map(({ id, name: label, me }) => ({ value: id, label: me ? t("whom.me", { name: label }) : label })), { value: "none", label: t("whom.unowned") }];
  if (audience.owner && !ownersOffered.some(({ value }) => value === audience.owner)) ownersOffered.push({ value: audience.owner, label: t("whom.gone") });
  const from = (value: string) => (value === ANY ? "" : value);
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label={t("whom.kind")}>
        <Select label={t("whom.kind")} value={audience.kind} options={kinds.map((value) => ({ value, label: t(`whom.kinds.${value}`) }))} onValueChange={chooseKind} />
      </Field>
      {audience.kind === "import" && (
        <Field label={t("whom.file")}>
          <Select label={t("whom.file")} value={audience.import_id} options={named(files.map(({ id, file_name }) => ({ value: id, label: file_name })), audience.import_id)} onValueChange={(import_id) => set({ import_id })} />
        </Field>
      )}
      {audience.kind === "view" && (
        <Field label={t("whom.view")} help={t("whom.view_help")}>
          <Select label={t("whom.view")} value={audience.view_id} options={named(views.map(({ id, name: label }) => ({ value: id, label })), audience.view_id)} onValueChange={(view_id) => set({ view_id })} />
        </Field>
      )}
      {audience.kind === "filter" && (
        <>
          <Field label={t("whom.stage")}>
            <Select label={t("whom.stage")} value={audience.stage || ANY} options={[{ value: ANY, label: t("whom.any") }, ...stages.map(({ id, name }) => ({ value: id as string, label: name }))]} onValueChange={(stage) => set({ stage: from(stage) as Audience["stage"] })} />
          </Field>
          <Field label={t("whom.owner")}>
            <Select label={t("whom.owner")} value={audience.owner || ANY} options={ownersOffered} onValueChange={(owner) => set({ owner: from(owner) })} />
          </Field>
          <Field label={t("whom.tag")}>
            <Select label={t("whom.tag")} value={audience.tag || ANY} options={plain(tags, audience.tag)} onValueChange={(tag) => set({ tag: from(tag) })} />
          </Field>
          <Field label={t("whom.source")}>
            <Select label={t("whom.source")} value={audience.source || ANY} options={plain(sources, audience.source)} onValueChange={(source) => set({ source: from(source) })} />
          </Field>
          <Field label={t("whom.search")} help={t("whom.search_help")} optional>
            <Input value={audience.search} maxLength={200} onChange={(event) => set({ search: event.target.value })} />
          </Field>
        </>
      )}
    </div>
  );
}
