import { Plus, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "@/ui/button";
import { Input, Textarea } from "@/ui/input";
import { Select } from "@/ui/select";
import { type MockLine, NO_MOCK } from "./form";

/** What tools answer, call by call: something, or that it did not work. */
export function MockFields({ mocks, disabled, onChange }: { mocks: readonly MockLine[]; disabled: boolean; onChange: (mocks: MockLine[]) => void }) {
  const { t } = useTranslation("scenarios");
  const put = (index: number, part: Partial<MockLine>) => onChange(mocks.map((mock, at) => (at === index ? { ...mock, ...part } : mock)));
  return (
    <fieldset className="grid min-w-0 gap-3">
      <legend className="mb-1 text-xs font-medium text-ink-2">{t("sheet.mocks")}</legend>
      <p className="text-xs text-ink-3">{t("sheet.mocks_help")}</p>
      {mocks.map((mock, index) => (
        <div key={index} className="flex flex-wrap items-start gap-2 sm:flex-nowrap">
          <Input aria-label={t("sheet.tool")} placeholder={t("sheet.tool")} className="w-40 shrink" maxLength={120} disabled={disabled} value={mock.tool} onChange={({ target }) => put(index, { tool: target.value })} />
          <Select
            className="w-28 shrink-0"
            label={t("sheet.mock_how")}
            disabled={disabled}
            value={mock.ok ? "answers" : "fails"}
            onValueChange={(how) => put(index, { ok: how === "answers" })}
            options={(["answers", "fails"] as const).map((value) => ({ value, label: t(`sheet.mock.${value}`) }))}
          />
          {mock.ok ? (
            <Textarea rows={1} aria-label={t("sheet.answer")} placeholder={t("sheet.answer")} className="min-h-8 min-w-32 flex-1" disabled={disabled} value={mock.result} onChange={({ target }) => put(index, { result: target.value })} />
          ) : (
            <Input aria-label={t("sheet.mock_error")} placeholder={t("sheet.mock_error")} className="min-w-32 flex-1" maxLength={500} disabled={disabled} value={mock.error} onChange={({ target }) => put(index, { error: target.value })} />
          )}
          {!disabled && (
            <IconButton label={t("sheet.remove")} onClick={() => onChange(mocks.filter((_, at) => at !== index))}>
              <Trash2 aria-hidden />
            </IconButton>
          )}
        </div>
      ))}
      {!disabled && (
        <Button size="sm" className="justify-self-start" onClick={() => onChange([...mocks, NO_MOCK])}>
          <Plus aria-hidden />
          {t("sheet.add_mock")}
        </Button>
      )}
    </fieldset>
  );
}
