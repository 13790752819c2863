import { useTranslation } from "react-i18next";
import { Button } from "./button";

interface Pages {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => Promise<unknown>;
}

/** Below a list that is read a page at a time: the next one, while there is one. */
export function LoadMore({ query, className }: { query: Pages; className?: string }) {
  const { t } = useTranslation("ui");
  if (!query.hasNextPage) return null;
  return (
    <Button size="sm" className={className} loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
      {t("more")}
    </Button>
  );
}
