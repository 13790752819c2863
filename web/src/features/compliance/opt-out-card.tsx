import { ExternalLink } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { CopyField } from "@/ui/copy-field";

/** The page on which anybody says that the house is not to call them any more. */
export function OptOutCard({ url }: { url: string }) {
  const { t } = useTranslation("compliance");
  return (
    <Card title={t("form.title")} description={t("form.detail")}>
      <div className="flex flex-wrap items-center gap-2">
        <CopyField className="min-w-56 flex-1" value={url} label={t("form.address")} />
        <Button asChild>
          <a href={url} target="_blank" rel="noreferrer">
            <ExternalLink aria-hidden />
            {t("form.open")}
          </a>
        </Button>
      </div>
    </Card>
  );
}
