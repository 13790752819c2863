import { Popover as Radix } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "@/lib/class-names";

export const floatingClass = "z-50 animate-pop-in rounded-m border border-line bg-surface text-ink shadow-pop outline-none";

export const Popover = Radix.Root;
export const PopoverTrigger = Radix.Trigger;
export const PopoverAnchor = Radix.Anchor;
export const PopoverClose = Radix.Close;

/** Focus goes back a moment after closing: whoever is somewhere else by then stays there. */
const stayWhereOneIs = (event: Event) => {
  const { activeElement, body } = document;
  if (activeElement && activeElement !== body) event.preventDefault();
};

export function PopoverContent({ className, sideOffset = 4, align = "start", ...rest }: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content sideOffset={sideOffset} align={align} collisionPadding={8} onCloseAutoFocus={stayWhereOneIs} className={cn(floatingClass, className)} {...rest} />
    </Radix.Portal>
  );
}
