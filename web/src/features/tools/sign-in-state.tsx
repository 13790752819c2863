import { useTranslation } from "react-i18next";
import { Pill } from "@/ui/pill";
import type { SharedSignIn } from "./sign-ins";

const TONES = { accepted: "good", refused: "bad", failed: "bad", unclear: "neutral" } as const;

/** Whether its secret is there, and how it went when it was last tested. */
export function SignInState({ shown }: { shown: Pick<SharedSignIn, "waiting" | "verdict" | "secrets"> }) {
  const { t } = useTranslation("tools");
  if (shown.waiting || shown.secrets.length === 0) return <Pill tone="warn">{t("shared.waiting")}</Pill>;
  return shown.verdict === "" ? null : <Pill tone={TONES[shown.verdict]}>{t(`shared.verdicts.${shown.verdict}`)}</Pill>;
}
