import { useLocation } from "@tanstack/react-router";
import { type RefObject, useEffect } from "react";

/** Keeps the link to the page that is open in sight, in a row of links that is wider than its place; also when the place changes. */
export function useCurrentShown(row: RefObject<HTMLElement | null>) {
  const path = useLocation({ select: (location) => location.pathname });
  useEffect(() => {
    const place = row.current;
    if (!place) return;
    // Only the row itself moves: the page may have been scrolled away from it.
    const show = () => {
      const link = place.querySelector<HTMLElement>("[aria-current=page]");
      if (!link) return;
      const left = link.getBoundingClientRect().left - place.getBoundingClientRect().left + place.scrollLeft;
      place.scrollLeft = left - (place.clientWidth - link.offsetWidth) / 2;
    };
    show();
    const watch = new ResizeObserver(show);
    watch.observe(place);
    return () => watch.disconnect();
  }, [row, path]);
}
