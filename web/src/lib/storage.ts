/** Browser storage that never throws: private windows and full disks answer as if it were empty. */
export const storage = {
  read(key: string): string | null {
    try {
      return localStorage.getItem(`centralita.${key}`);
    } catch {
      return null;
    }
  },
  /** Whether it was kept. Most of what is kept here is not needed to work; who keeps something that is, asks. */
  write(key: string, value: string): boolean {
    try {
      localStorage.setItem(`centralita.${key}`, value);
      return true;
    } catch {
      return false;
    }
  },
  remove(key: string): void {
    try {
      localStorage.removeItem(`centralita.${key}`);
    } catch {
      // Then there is nothing to remove.
    }
  },
  /** The keys that begin so. */
  keys(prefix: string): string[] {
    try {
      return Object.keys(localStorage).flatMap((key) => (key.startsWith(`centralita.${prefix}`) ? [key.slice("centralita.".length)] : []));
    } catch {
      return [];
    }
  },
  readJson<T>(key: string, fallback: T): T {
    const text = storage.read(key);
    if (text === null) return fallback;
    try {
      return JSON.parse(text) as T;
    } catch {
      return fallback;
    }
  },
  writeJson(key: string, value: unknown): boolean {
    return storage.write(key, JSON.stringify(value));
  },
};
