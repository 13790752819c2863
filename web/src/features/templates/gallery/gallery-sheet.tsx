import { useQuery } from "@tanstack/react-query";
import { Link, useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "@/api/session";
import { useFormats } from "@/lib/locale";
import { z } from "@/lib/schema";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Checkbox } from "@/ui/checkbox";
import { Sheet } from "@/ui/dialog";
import { ErrorState } from "@/ui/error-state";
import { Field } from "@/ui/field";
import { Form, FormError, FormField, useZodForm } from "@/ui/form";
import { Input, Textarea } from "@/ui/input";
import { Pill } from "@/ui/pill";
import { SkeletonText } from "@/ui/skeleton";
import { Moment, TimeAgo } from "@/ui/time-ago";
import { useToastError } from "@/ui/use-toast-error";
import { type GalleryDetail, galleryTemplateQuery, useInstall, useRate, useUnrate } from "./api";
import { InsideView, Part } from "./inside";
import { Rating, StarInput, StarRow } from "./stars";
import { INSTALLS, pageOf, updatesOf } from "./things";

const FORM_ID = "install-template";
const schema = z.object({ name: z.string().trim().min(1).max(120) });
type Values = z.input<typeof schema>;

/** A template of the gallery: what it brings, what others say of it, and the agent to make of it. */
export function GallerySheet({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation(["gallery", "templates"]);
  const formats = useFormats();
  const { membership } = useSession();
  const found = useQuery(galleryTemplateQuery(id));
  const template = found.data;
  const holds = template?.holds ?? "agent";
  const install = useInstall(holds);
  const may = membership.permissions.includes(INSTALLS[holds]);
  const mayRate = membership.permissions.includes("agent:create");
  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      width="lg"
      title={template?.title ?? t("template")}
      description={template && t("by", { author: template.author })}
      footer={
        may &&
        template && (
          <Button variant="primary" type="submit" form={FORM_ID} loading={install.isPending}>
            {t("install")}
          </Button>
        )
      }
    >
      {found.isPending && <SkeletonText lines={8} />}
      {found.isError && !template && <ErrorState compact error={found.error} onRetry={() => void found.refetch()} />}
      {template && (
        <div className="space-y-5 text-sm">
          {template.summary && <p>{template.summary}</p>}
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
            <Rating rating={template.rating} count={template.ratings} />
            <span className="text-xs text-ink-2">{t("installs", { count: template.installs, shown: formats.number(template.installs) })}</span>
            {holds !== "agent" && <Pill tone="info">{t(`templates:kept.one.${holds}`)}</Pill>}
            <Pill>{t("version", { number: template.version })}</Pill>
            {template.languages.map((code) => (
              <Pill key={code}>{formats.languageName(code)}</Pill>
            ))}
          </p>
          {!may && <Callout>{t("may_not")}</Callout>}
          {may && <InstallForm template={template} install={install.mutateAsync} />}
          {template.copies.length > 0 && (
            <Part title={t(holds === "agent" ? "copies" : "copies_made")}>
              <ul className="space-y-1">
                {template.copies.map((copy) => (
                  <li key={copy.id} className="flex flex-wrap items-center gap-2">
                    <Link {...pageOf(copy.id)} className="text-accent hover:underline">
                      {copy.name}
                    </Link>
                    <span className="text-xs text-ink-3">{t("version", { number: copy.version })}</span>
                    {copy.version < template.version && (
                      <Link {...updatesOf(copy.id)} className="text-xs text-accent hover:underline">
                        {t("update.see")}
                      </Link>
                    )}
                  </li>
                ))}
              </ul>
            </Part>
          )}
          {mayRate && template.installed && !template.mine && <RatingForm key={template.own_rating?.rated_at ?? "new"} template={template} />}
          <InsideView inside={template.inside} />
          {template.comments.length > 0 && (
            <Part title={t("comments")}>
              <ul className="space-y-3">
                {template.comments.map((one) => (
                  <li key={one.id}>
                    <p className="flex flex-wrap items-center gap-2 text-xs text-ink-3">
                      <StarRow stars={one.stars} /> {t("version", { number: one.version })} · <TimeAgo value={one.rated_at} />
                    </p>
                    <p className="break-words whitespace-pre-wrap">{one.comment}</p>
                  </li>
                ))}
              </ul>
            </Part>
          )}
          <Part title={t("releases")}>
            <ol className="space-y-1">
              {template.releases.map((one) => (
                <li key={one.version}>
                  <span className="font-medium">{t("version", { number: one.version })}</span>{" "}
                  <span className="text-xs text-ink-3">
                    <Moment value={one.created_at} show="date" />
                  </span>
                  {one.note && <p className="break-words text-ink-2">{one.note}</p>}
                </li>
              ))}
            </ol>
          </Part>
        </div>
      )}
    </Sheet>
  );
}

function InstallForm({ template, install }: { template: GalleryDetail; install: (told: { id: string; name: string; samples: boolean }) => Promise<{ id: string }> }) {
  const { t } = useTranslation(["gallery", "templates"]);
  const router = useRouter();
  const form = useZodForm(schema, { name: template.title });
  const [wanted, setWanted] = useState(false);
  const calls = template.inside.tools.filter((tool) => tool.address);
  const samples = template.inside.questions.length + template.inside.documents.length > 0;
  return (
    <Form
      id={FORM_ID}
      form={form}
      aria-label={t("install")}
      onSubmit={async ({ name }) => {
        const made = await install({ id: template.id, name, samples: wanted });
        await router.navigate(pageOf(made.id));
      }}
    >
      <FormField<Values, "name"> name="name" label={template.holds === "agent" ? t("name") : t("templates:kept.title")}>
        {(field) => <Input {...field} autoComplete="off" />}
      </FormField>
      {samples && (
        <Checkbox checked={wanted} onCheckedChange={setWanted} label={t("samples")} description={t("samples_detail")} />
      )}
      {calls.length > 0 && <Callout tone="warn">{t("calls_out", { count: calls.length })}</Callout>}
      <FormError />
    </Form>
  );
}

function RatingForm({ template }: { template: GalleryDetail }) {
  const { t } = useTranslation("gallery");
  const showError = useToastError();
  const rate = useRate(template.id);
  const unrate = useUnrate();
  const own = template.own_rating;
  const [stars, setStars] = useState(own?.stars ?? 0);
  const [comment, setComment] = useState(own?.comment ?? "");
  return (
    <Part title={t("rate.title")} note={t("rate.detail")}>
      <div className="space-y-3">
        <StarInput label={t("rate.stars")} value={stars} onChange={setStars} />
        <Field label={t("rate.comment")} optional>
          <Textarea rows={2} maxLength={500} value={comment} onChange={(event) => setComment(event.target.value)} />
        </Field>
        <div className="flex flex-wrap gap-2">
          <Button disabled={stars === 0 || (stars === own?.stars && comment === own.comment)} loading={rate.isPending} onClick={() => rate.mutate({ stars, comment }, { onError: showError })}>
            {t(own ? "rate.again" : "rate.do")}
          </Button>
          {own && (
            <Button variant="ghost" loading={unrate.isPending} onClick={() => unrate.mutate(template.id, { onError: showError })}>
              {t("rate.undo")}
            </Button>
          )}
        </div>
      </div>
    </Part>
  );
}
