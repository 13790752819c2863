import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Stamp } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/api/session";
import { Button } from "@/ui/button";
import { Pill } from "@/ui/pill";
import { waitingQuery } from "./api";

/** The way to what waits for a yes, with how much that is. */
export function OpenApprovals() {
  const { t } = useTranslation("approvals");
  const may = useMay("tool:approve");
  const waiting = useInfiniteQuery({ ...waitingQuery, enabled: may });
  const count = waiting.data?.length ?? 0;
  if (!may) return null;
  return (
    <Button asChild>
      <Link to="/tools/approvals">
        <Stamp aria-hidden />
        {t("title")}
        {count > 0 && (
          <Pill tone="warn">
            {count}
            {waiting.hasNextPage && "+"}
          </Pill>
        )}
      </Link>
    </Button>
  );
}
