import { Paperclip, Send } from "lucide-react";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/class-names";
import { Button, IconButton } from "@/ui/button";
import { Input } from "@/ui/input";
import type { Answer, ChatChoice, ChatInput } from "./chat-api";

const TYPES = { number: "text", email: "email", phone: "tel", date: "date", datetime: "datetime-local" } as const;

interface AnswerProps {
  choices: ChatChoice[];
  input: ChatInput | null;
  disabled: boolean;
  onSay: (answer: Answer, shown: string) => void;
  onUpload: (file: File) => void;
}

/** Where the tester answers: buttons for what can be chosen, the right kind of box for what is asked, and always free words. */
export function AnswerBox({ choices, input, disabled, onSay, onUpload }: AnswerProps) {
  const { t } = useTranslation("agents");
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState<string[]>([]);
  const file = useRef<HTMLInputElement>(null);
  const type = input?.type ?? "text";
  const multiple = input?.multiple ?? false;
  const shape = JSON.stringify([type, choices]);
  useEffect(() => setChosen([]), [shape]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const text = typed.trim();
    if (!text || disabled) return;
    onSay({ text }, text);
    setTyped("");
  };
  const pick = (choice: ChatChoice) => {
    if (!multiple) onSay({ choice_id: choice.id }, choice.label);
    else setChosen(chosen.includes(choice.id) ? chosen.filter((id) => id !== choice.id) : [...chosen, choice.id]);
  };
  const sendChosen = () => {
    const labels = choices.filter((choice) => chosen.includes(choice.id)).map((choice) => choice.label);
    onSay({ text: labels.join(", ") }, labels.join(", "));
  };
  return (
    <div className="space-y-2 border-t border-line bg-bg p-3">
      {choices.length > 0 && (
        <div role="group" aria-label={t("test.choices")} className="flex max-h-40 flex-wrap gap-1.5 overflow-y-auto">
          {choices.map((choice) => (
            <Button key={choice.id} size="sm" disabled={disabled} {...(multiple ? { "aria-pressed": chosen.includes(choice.id) } : {})} className={cn("max-w-full border-accent text-accent [&>span]:truncate", chosen.includes(choice.id) && "bg-accent-soft")} onClick={() => pick(choice)}>
              {choice.label}
            </Button>
          ))}
          {multiple && (
            <Button size="sm" variant="primary" disabled={disabled || chosen.length === 0} onClick={sendChosen}>
              {t("test.send")}
            </Button>
          )}
        </div>
      )}
      {type === "rating" && choices.length === 0 && <Rating input={input} disabled={disabled} onPick={(score) => onSay({ text: String(score) }, String(score))} />}
      <form onSubmit={submit} className="flex items-center gap-2">
        {type === "file" && (
          <>
            <input
              ref={file}
              type="file"
              className="hidden"
              accept={input?.accept?.join(",")}
              onChange={(event) => {
                const [one] = event.target.files ?? [];
                if (one) onUpload(one);
                event.target.value = "";
              }}
            />
            <IconButton variant="secondary" label={t("test.attach")} disabled={disabled} onClick={() => file.current?.click()}>
              <Paperclip aria-hidden />
            </IconButton>
          </>
        )}
        <Input
          key={type}
          aria-label={t("test.write")}
          placeholder={t("test.write")}
          className="flex-1"
          autoComplete="off"
          type={type in TYPES ? TYPES[type as keyof typeof TYPES] : "text"}
          inputMode={type === "number" ? "decimal" : undefined}
          disabled={disabled}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <IconButton type="submit" variant="primary" label={t("test.send")} disabled={disabled || !typed.trim()}>
          <Send aria-hidden />
        </IconButton>
      </form>
    </div>
  );
}

function Rating({ input, disabled, onPick }: { input: ChatInput | null; disabled: boolean; onPick: (score: number) => void }) {
  const { t } = useTranslation("agents");
  const first = input?.minimum ?? 1;
  const last = input?.scale ?? 5;
  const scores = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return (
    <div role="group" aria-label={t("test.choices")}>
      <div className="flex flex-wrap gap-1">
        {scores.map((score) => (
          <Button key={score} size="icon-sm" disabled={disabled} onClick={() => onPick(score)}>
            {score}
          </Button>
        ))}
      </div>
      {(input?.low_label || input?.high_label) && (
        <p className="mt-1 flex justify-between text-2xs text-ink-3">
          <span>{input.low_label}</span>
          <span>{input.high_label}</span>
        </p>
      )}
    </div>
  );
}
