/** Does something for each key: the first time at once, then no sooner than `apart` milliseconds after the last time. */
export function paced(act: (key: string) => void, apart: number) {
  const resting = new Map<string, { timer: ReturnType<typeof setTimeout>; again: boolean }>();
  const go = (key: string) => {
    const timer = setTimeout(() => {
      const again = resting.get(key)?.again;
      resting.delete(key);
      if (again) go(key);
    }, apart);
    resting.set(key, { timer, again: false });
    act(key);
  };
  return {
    tell: (key: string) => {
      const rest = resting.get(key);
      if (rest) rest.again = true;
      else go(key);
    },
    stop: () => {
      for (const { timer } of resting.values()) clearTimeout(timer);
      resting.clear();
    },
  };
}
