const KEY = "centralita.tab";
const fresh = (): string => [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/**
 * What this page is called among those that have a draft open. Read again, it is called the same, so that nobody sees
 * oneself twice: not even when its goodbye was lost. The name is laid down only on the way out, since a tab that the
 * browser duplicates takes along what is laid down, and is somebody else.
 */
export function takeTab(): { tab: string; again: boolean } {
  try {
    const kept = sessionStorage.getItem(KEY);
    sessionStorage.removeItem(KEY);
    if (kept && /^[0-9a-f]{16}$/.test(kept)) return { tab: kept, again: true };
  } catch {
    // Then it is called something new.
  }
  return { tab: fresh(), again: false };
}

export function layDownTab(tab: string): void {
  try {
    sessionStorage.setItem(KEY, tab);
  } catch {
    // Then it comes back as another one, and the old one ends by itself.
  }
}
