import { useEffect } from "react";

/**
 * Takes the place of the package `react-style-singleton` (see vite.config.ts): the same calls, but as a
 * constructed style sheet, which a policy without `unsafe-inline` allows.
 */
export function stylesheetSingleton() {
  let count = 0;
  let sheet: CSSStyleSheet | undefined;
  return {
    add(css: string): void {
      count += 1;
      if (sheet || !document.adoptedStyleSheets) return;
      sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    },
    remove(): void {
      count -= 1;
      if (count > 0 || !sheet) return;
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
      sheet = undefined;
    },
  };
}

export function styleHookSingleton() {
  const sheet = stylesheetSingleton();
  return function useSharedStyle(styles: string, dynamic?: boolean): void {
    useEffect(() => {
      sheet.add(styles);
      return () => sheet.remove();
      // Only dynamic styles are followed, as in the original.
      // eslint-disable-next-line react-hooks/exhaustive-deps
    }, [styles && dynamic]);
  };
}

export function styleSingleton() {
  const useSharedStyle = styleHookSingleton();
  return function SharedStyle({ styles, dynamic }: { styles: string; dynamic?: boolean }): null {
    useSharedStyle(styles, dynamic);
    return null;
  };
}
