/** Browser storage that never throws: private windows and full disks answer as if it were empty. */
export const storage = {
  read(key: string): string | null {
    try {
      return localStorage.getItem(`centralita.${key}`);
    } catch {
      return null;
    }
  },
  write(key: string, value: string): void {
    try {
      localStorage.setItem(`centralita.${key}`, value);
    } catch {
      // Nothing that is kept here is needed to work.
    }
  },
  remove(key: string): void {
    try {
      localStorage.removeItem(`centralita.${key}`);
    } catch {
      // As above.
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
  writeJson(key: string, value: unknown): void {
    storage.write(key, JSON.stringify(value));
  },
};
