import { Link } from "@tanstack/react-router";
import { PhoneIncoming } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { useErrorText } from "@/ui/error-state";
import { type PhoneNumber, useRingNumber } from "./api";

/** The sandbox's callers are made up: one of them can be asked to ring. */
export function TryNumber({ number }: { number: PhoneNumber }) {
  const { t } = useTranslation("settings");
  const ring = useRingNumber(number.id);
  const textOf = useErrorText();
  return (
    <div className="space-y-2 rounded-m border border-line p-3">
      <p className="text-xs text-ink-2">{t("numbers.ring_detail")}</p>
      <Button size="sm" loading={ring.isPending} onClick={() => ring.mutate()}>
        <PhoneIncoming aria-hidden />
        {t("numbers.ring")}
      </Button>
      {ring.isSuccess && (
        <p role="status" className="text-xs">
          {t("numbers.rings")}{" "}
          <Link to="/calls" className="text-accent underline">
            {t("numbers.rings_where")}
          </Link>
        </p>
      )}
      {ring.isError && (
        <Callout tone="bad" live title={textOf(ring.error).title}>
          {textOf(ring.error).detail}
        </Callout>
      )}
    </div>
  );
}
