import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/class-names";
import { IconButton } from "./button";

export const DialogTrigger = Radix.Trigger;
export const DialogClose = Radix.Close;

interface OverlayProps {
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  trigger?: ReactNode;
  title: ReactNode;
  /** One sentence under the title. */
  description?: ReactNode;
  children?: ReactNode;
  /** The row of buttons at the end. */
  footer?: ReactNode;
  className?: string;
}

export interface DialogProps extends OverlayProps {
  /** Only read aloud: for dialogs whose content speaks for itself. */
  hideTitle?: boolean;
}

/** Nothing with autoFocus inside: the dialog itself takes the focus, not whatever button comes first. */
function focusWhole(event: Event): void {
  event.preventDefault();
  if (event.currentTarget instanceof HTMLElement && !event.currentTarget.contains(document.activeElement)) event.currentTarget.focus();
}

const scrim = "fixed inset-0 z-40 animate-fade-in bg-scrim";

/** For a short question or a short form. Details of a thing open in a Sheet. Never open one from another. */
export function Dialog({ open, onOpenChange, trigger, title, description, children, footer, hideTitle, className }: DialogProps) {
  const { t } = useTranslation("ui");
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      {trigger && <Radix.Trigger asChild>{trigger}</Radix.Trigger>}
      <Radix.Portal>
        <Radix.Overlay className={cn(scrim, "grid overflow-y-auto p-4 max-sm:items-end max-sm:p-2 sm:place-items-center")}>
          <Radix.Content
            onOpenAutoFocus={focusWhole}
            {...(description ? {} : { "aria-describedby": undefined })}
            className={cn("relative w-full max-w-md animate-pop-in rounded-l border border-line bg-surface shadow-sheet outline-none max-sm:animate-rise-in", className)}
          >
            <div className={cn("px-5 pt-4 pr-12", hideTitle && "sr-only")}>
              <Radix.Title className="text-md font-semibold">{title}</Radix.Title>
              {description && <Radix.Description className="mt-1 text-sm text-ink-2">{description}</Radix.Description>}
            </div>
            {!hideTitle && (
              <Radix.Close asChild>
                <IconButton label={t("close")} className="absolute top-3 right-3" size="icon-sm">
                  <X aria-hidden />
                </IconButton>
              </Radix.Close>
            )}
            {children && <div className={cn(!hideTitle && "px-5 py-4")}>{children}</div>}
            {footer && <div className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3">{footer}</div>}
          </Radix.Content>
        </Radix.Overlay>
      </Radix.Portal>
    </Radix.Root>
  );
}

const SIDES = {
  right: "right-0 animate-sheet-in border-l max-sm:w-full",
  left: "left-0 animate-drawer-in border-r",
} as const;
const WIDTHS = { sm: "w-80", md: "w-[28rem]", lg: "w-[35rem]" } as const;

export interface SheetProps extends OverlayProps {
  side?: keyof typeof SIDES;
  width?: keyof typeof WIDTHS;
  /** Stays beside the page, which can still be used. */
  beside?: boolean;
  /** Beside the title: pills, actions. */
  actions?: ReactNode;
  hideTitle?: boolean;
  bodyClassName?: string;
}

/** Details beside what they belong to. */
export function Sheet({ open, onOpenChange, trigger, title, description, children, footer, actions, side = "right", width = "md", beside, hideTitle, className, bodyClassName }: SheetProps) {
  const { t } = useTranslation("ui");
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange} modal={!beside}>
      {trigger && <Radix.Trigger asChild>{trigger}</Radix.Trigger>}
      <Radix.Portal>
        {!beside && <Radix.Overlay className={scrim} />}
        <Radix.Content
          onOpenAutoFocus={focusWhole}
          {...(description ? {} : { "aria-describedby": undefined })}
          onInteractOutside={(event) => beside && event.preventDefault()}
          className={cn("fixed inset-y-0 z-40 flex max-w-full flex-col border-line bg-surface shadow-sheet outline-none", SIDES[side], WIDTHS[width], className)}
        >
          <div className={cn("flex items-start gap-3 border-b border-line px-5 py-4", hideTitle && "sr-only")}>
            <div className="min-w-0 flex-1">
              <Radix.Title className="text-md font-semibold">{title}</Radix.Title>
              {description && <Radix.Description className="mt-0.5 text-xs text-ink-2">{description}</Radix.Description>}
            </div>
            {actions}
            <Radix.Close asChild>
              <IconButton label={t("close")} size="icon-sm" className="-mr-1.5">
                <X aria-hidden />
              </IconButton>
            </Radix.Close>
          </div>
          <div className={cn("min-h-0 flex-1 overflow-y-auto px-5 py-4", bodyClassName)}>{children}</div>
          {footer && <div className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3">{footer}</div>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** One thing over the whole window, with room for what belongs to it. */
export function FullWindow({ open, onOpenChange, title, description, children, actions }: OverlayProps & { actions?: ReactNode }) {
  const { t } = useTranslation("ui");
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={scrim} />
        <Radix.Content onOpenAutoFocus={focusWhole} {...(description ? {} : { "aria-describedby": undefined })} className="fixed inset-0 z-40 flex animate-fade-in flex-col bg-surface outline-none sm:inset-4 sm:rounded-l sm:border sm:border-line sm:shadow-sheet">
          <div className="flex flex-wrap items-center gap-3 border-b border-line px-4 py-3">
            <div className="min-w-0 flex-1">
              <Radix.Title className="truncate text-md font-semibold">{title}</Radix.Title>
              {description && <Radix.Description className="mt-0.5 text-xs text-ink-2">{description}</Radix.Description>}
            </div>
            {actions}
            <Radix.Close asChild>
              <IconButton label={t("close")} size="icon-sm">
                <X aria-hidden />
              </IconButton>
            </Radix.Close>
          </div>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
