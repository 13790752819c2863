import { Braces } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/ui/button";
import type { BodyField } from "./api";
import { PairList } from "./pairs";

/** The fields of a body; where it is JSON each is text, or JSON itself: a number, true, a list. */
export function FieldList({ label, name, fields, typed, disabled, onChange }: {
  label: string;
  name: string;
  fields: BodyField[];
  typed: boolean;
  disabled: boolean;
  onChange: (fields: BodyField[]) => void;
}) {
  const { t } = useTranslation("tools");
  return (
    <PairList
      label={label}
      items={fields}
      first={{ key: "name", label: name }}
      second={{ key: "value", label: t("request.value"), placeholder: "{day}" }}
      add={t("request.add_field")}
      limit={100}
      disabled={disabled}
      onChange={onChange}
      {...(typed
        ? {
            beside: ({ type, ...pair }: BodyField, put: (field: BodyField) => void, index: number) => (
              <IconButton size="icon-sm" label={t("request.as_json", { number: index + 1 })} aria-pressed={type === "json"} disabled={disabled} className={type === "json" ? "bg-accent-soft text-accent" : ""} onClick={() => put(type === "json" ? pair : { ...pair, type: "json" })}>
                <Braces aria-hidden />
              </IconButton>
            ),
          }
        : {})}
    />
  );
}
