import { Check, ChevronRight } from "lucide-react";
import { DropdownMenu as Radix } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/lib/class-names";
import { floatingClass } from "./popover";

const itemClass =
  "flex min-h-8 cursor-default select-none items-center gap-2 rounded-xs px-2 py-1 text-sm outline-none pointer-coarse:min-h-10 " +
  "data-highlighted:bg-hover data-disabled:pointer-events-none data-disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0";

/** Not modal: the page behind stays what it is for readers of screens, and a click beside it closes and counts. */
export const DropdownMenu = ({ modal = false, ...rest }: ComponentProps<typeof Radix.Root>) => <Radix.Root modal={modal} {...rest} />;
export const DropdownMenuTrigger = Radix.Trigger;
export const DropdownMenuRadioGroup = Radix.RadioGroup;

export function DropdownMenuContent({ className, sideOffset = 4, align = "start", ...rest }: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content sideOffset={sideOffset} align={align} collisionPadding={8} className={cn(floatingClass, "max-h-(--radix-dropdown-menu-content-available-height) min-w-44 overflow-y-auto p-1", className)} {...rest} />
    </Radix.Portal>
  );
}

export interface DropdownMenuItemProps extends ComponentProps<typeof Radix.Item> {
  icon?: ReactNode;
  destructive?: boolean;
  hint?: ReactNode;
}

export function DropdownMenuItem({ icon, destructive, hint, className, children, asChild, ...rest }: DropdownMenuItemProps) {
  const classes = cn(itemClass, destructive ? "text-bad [&_svg]:text-bad" : "text-ink [&_svg]:text-ink-3", className);
  if (asChild) {
    return (
      <Radix.Item asChild className={classes} {...rest}>
        {children}
      </Radix.Item>
    );
  }
  return (
    <Radix.Item className={classes} {...rest}>
      {icon}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {hint && <span className="text-xs text-ink-3">{hint}</span>}
    </Radix.Item>
  );
}

export function DropdownMenuCheckboxItem({ children, className, ...rest }: ComponentProps<typeof Radix.CheckboxItem>) {
  return (
    <Radix.CheckboxItem className={cn(itemClass, className)} onSelect={(event) => event.preventDefault()} {...rest}>
      <span className="grid size-4 place-items-center rounded-xs border border-line-strong">
        <Radix.ItemIndicator>
          <Check aria-hidden className="size-3! text-accent" strokeWidth={3} />
        </Radix.ItemIndicator>
      </span>
      <span className="min-w-0 flex-1 truncate">{children}</span>
    </Radix.CheckboxItem>
  );
}

export function DropdownMenuRadioItem({ icon, hint, children, className, ...rest }: ComponentProps<typeof Radix.RadioItem> & Pick<DropdownMenuItemProps, "icon" | "hint">) {
  return (
    <Radix.RadioItem className={cn(itemClass, "text-ink", className)} {...rest}>
      {icon}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {hint && <span className="text-xs text-ink-3 tabular-nums">{hint}</span>}
      <Radix.ItemIndicator>
        <Check aria-hidden className="text-accent" />
      </Radix.ItemIndicator>
    </Radix.RadioItem>
  );
}

export function DropdownMenuSub({ label, icon, children }: { label: ReactNode; icon?: ReactNode; children: ReactNode }) {
  return (
    <Radix.Sub>
      <Radix.SubTrigger className={cn(itemClass, "text-ink [&_svg]:text-ink-3 data-[state=open]:bg-hover")}>
        {icon}
        <span className="min-w-0 flex-1 truncate">{label}</span>
        <ChevronRight aria-hidden />
      </Radix.SubTrigger>
      <Radix.Portal>
        <Radix.SubContent sideOffset={2} collisionPadding={8} className={cn(floatingClass, "max-h-80 min-w-40 overflow-y-auto p-1")}>
          {children}
        </Radix.SubContent>
      </Radix.Portal>
    </Radix.Sub>
  );
}

export const DropdownMenuSeparator = () => <Radix.Separator className="my-1 h-px bg-line" />;

export const DropdownMenuLabel = ({ children }: { children: ReactNode }) => <Radix.Label className="px-2 pt-1.5 pb-1 text-2xs text-ink-3">{children}</Radix.Label>;
