/** A ref for where reading goes on, once what had the focus is gone. */
export function focusHere(element: HTMLElement | null): void {
  element?.focus({ preventScroll: true });
}
