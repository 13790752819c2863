import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { Callout } from "@/ui/callout";
import type { Preview } from "./api";

/** What goes to a model, word for word, with about how long it is and what it costs. */
export function Sent({ preview }: { preview: Preview }) {
  const { t } = useTranslation("prompts");
  const formats = useFormats();
  if (!preview.asked) return <Callout tone="info">{t("preview.not_asked")}</Callout>;
  return (
    <>
      <figure>
        <figcaption className="mb-1 text-xs font-medium text-ink-2">{t("preview.system")}</figcaption>
        {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls can be reached */}
        <pre role="group" tabIndex={0} aria-label={t("preview.system")} className="max-h-96 overflow-auto rounded-s border border-line bg-sunken p-3 font-mono text-2xs break-words whitespace-pre-wrap">
          {preview.system}
        </pre>
      </figure>
      {preview.messages.map((one, index) => (
        <p key={index} className="rounded-s bg-accent-soft px-3 py-2 text-sm break-words">
          <span className="sr-only">{t("preview.message")}: </span>
          {one.text}
        </p>
      ))}
      {preview.passages.length > 0 && (
        <section aria-label={t("preview.passages")}>
          <h3 className="mb-1 text-xs font-medium text-ink-2">{t("preview.passages")}</h3>
          <ul className="divide-y divide-line rounded-s border border-line text-xs">
            {preview.passages.map((one, index) => (
              <li key={index} className="px-3 py-2">
                <p className="font-medium">{[one.title, one.place].filter(Boolean).join(" · ")}</p>
                <p className="line-clamp-3 break-words text-ink-2">{one.text}</p>
              </li>
            ))}
          </ul>
        </section>
      )}
      {preview.tools.length > 0 && (
        <section aria-label={t("preview.tools")}>
          <h3 className="mb-1 text-xs font-medium text-ink-2">{t("preview.tools")}</h3>
          <dl className="divide-y divide-line rounded-s border border-line text-xs">
            {preview.tools.map((one) => (
              <div key={one.name} className="px-3 py-2">
                <dt className="font-mono">{one.name}</dt>
                <dd className="break-words text-ink-2">{one.description}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      <div>
        <p className="text-sm">
          <strong className="font-semibold tabular-nums">{t("tokens", { count: preview.tokens })}</strong> <span className="text-ink-3">{t("preview.approximate")}</span>
        </p>
        <table className="mt-2 w-full text-xs">
          <caption className="mb-1 text-left text-ink-2">{t("preview.costs", { tokens: preview.answer_tokens })}</caption>
          <tbody className="divide-y divide-line">
            {preview.costs.map((one) => (
              <tr key={`${one.account} ${one.model}`}>
                <th scope="row" className="py-1.5 pr-3 text-left font-normal">
                  <span className="font-mono">{one.model}</span> <span className="text-ink-3">{one.account ?? one.vendor}</span>
                </th>
                <td className="py-1.5 text-right whitespace-nowrap tabular-nums">{one.micros === null ? <span className="text-ink-3">{t("preview.price_unknown")}</span> : t("preview.per_thousand", { money: formats.money(one.micros * 1_000, "USD") })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
