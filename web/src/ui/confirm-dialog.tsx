import { AlertDialog as Radix } from "radix-ui";
import { type ReactNode, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./button";
import { Input } from "./input";

export interface ConfirmDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Names the thing: "Delete «Reception»?" */
  title: ReactNode;
  /** What goes with it, and whether it can be undone. */
  children?: ReactNode;
  /** The verb: "Delete". */
  action: string;
  destructive?: boolean;
  /** For what cannot be undone: this word must be typed. */
  typeToConfirm?: string;
  /** The dialog shows progress until this settles, closes when it succeeds and stays when it throws. */
  onConfirm: () => unknown;
}

/** The one question before something is done that cannot be taken back easily. */
export function ConfirmDialog({ open, onOpenChange, title, children, action, destructive, typeToConfirm, onConfirm }: ConfirmDialogProps) {
  const { t } = useTranslation("ui");
  const id = useId();
  const [busy, setBusy] = useState(false);
  const [typed, setTyped] = useState("");
  const confirm = async () => {
    setBusy(true);
    try {
      await onConfirm();
      onOpenChange(false);
      setTyped("");
    } catch {
      // Whoever does the work says what went wrong; the question stays open.
    } finally {
      setBusy(false);
    }
  };
  return (
    <Radix.Root open={open} onOpenChange={(next) => !busy && onOpenChange(next)}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 grid animate-fade-in overflow-y-auto bg-scrim p-4 max-sm:items-end max-sm:p-2 sm:place-items-center">
          <Radix.Content
            {...(children ? {} : { "aria-describedby": undefined })}
            className="w-full max-w-md animate-pop-in rounded-l border border-line bg-surface shadow-sheet outline-none max-sm:animate-rise-in"
          >
            <div className="px-5 py-4">
              <Radix.Title className="text-md font-semibold">{title}</Radix.Title>
              {children && (
                <Radix.Description asChild>
                  <div className="mt-1.5 space-y-2 text-sm text-ink-2">{children}</div>
                </Radix.Description>
              )}
              {typeToConfirm && (
                <div className="mt-4">
                  <label htmlFor={id} className="mb-1 block text-xs text-ink-2">
                    {t("confirm.type", { text: typeToConfirm })}
                  </label>
                  <Input id={id} value={typed} autoComplete="off" onChange={(event) => setTyped(event.target.value)} />
                </div>
              )}
            </div>
            <div className="flex justify-end gap-2 border-t border-line px-5 py-3">
              <Radix.Cancel asChild>
                <Button disabled={busy}>{t("cancel")}</Button>
              </Radix.Cancel>
              <Button
                variant={destructive ? "danger-solid" : "primary"}
                loading={busy}
                disabled={typeToConfirm !== undefined && typed.trim() !== typeToConfirm}
                onClick={confirm}
              >
                {action}
              </Button>
            </div>
          </Radix.Content>
        </Radix.Overlay>
      </Radix.Portal>
    </Radix.Root>
  );
}
