import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Field } from "@/ui/field";
import { Input } from "@/ui/input";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";

interface NumberCardProps {
  title: string;
  detail: string;
  label: string;
  help: ReactNode;
  /** Null: nothing is set. */
  kept: number | null;
  least: number;
  most: number;
  /** What is told of a number that is not between them. */
  wrong: string;
  /** What an empty box stands for; without it, a number is needed. */
  empty?: string;
  readOnly: boolean;
  saving: boolean;
  onSave: (number: number | null) => Promise<unknown>;
}

/** One whole number that an organization sets, saved by itself. */
export function NumberCard({ title, detail, label, help, kept, least, most, wrong: told, empty, readOnly, saving, onSave }: NumberCardProps) {
  const { t } = useTranslation("settings");
  const showError = useToastError();
  const [typed, setTyped] = useState<string>();
  const shown = typed ?? (kept === null ? "" : String(kept));
  const number = empty !== undefined && shown.trim() === "" ? null : Number(shown);
  const wrong = number !== null && !(shown.trim() !== "" && Number.isInteger(number) && number >= least && number <= most);
  const save = async () => {
    try {
      await onSave(number);
      setTyped(undefined);
      toast(t("saved"));
    } catch (error) {
      showError(error);
    }
  };
  return (
    <form
      aria-label={title}
      onSubmit={(event) => {
        event.preventDefault();
        if (!wrong) void save();
      }}
    >
      <Card
        title={title}
        description={detail}
        footer={
          typed !== undefined &&
          number !== kept && (
            <Button type="submit" variant="primary" loading={saving} disabled={wrong}>
              {t("save")}
            </Button>
          )
        }
      >
        <Field label={label} help={help} error={wrong ? told : undefined}>
          <Input inputMode="numeric" className="max-w-40" readOnly={readOnly} value={shown} placeholder={empty} onChange={({ target }) => setTyped(target.value)} />
        </Field>
      </Card>
    </form>
  );
}
