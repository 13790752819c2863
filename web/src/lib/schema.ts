import i18next from "i18next";
import { z } from "zod";

/** Rules of forms. Importing zod from here makes its messages speak the user's language. */
z.config({
  // The page's policy allows no evaluation; zod would try it once, and every browser's console would report that.
  jitless: true,
  customError: (issue) => {
    const t = i18next.getFixedT(null, "errors");
    switch (issue.code) {
      case "too_small":
        return issue.origin === "string" && Number(issue.minimum) <= 1 ? t("field.required") : t("field.too_small", { minimum: String(issue.minimum), context: issue.origin });
      case "too_big":
        return t("field.too_big", { maximum: String(issue.maximum), context: issue.origin });
      case "invalid_type":
        return issue.input === undefined || issue.input === "" || issue.input === null ? t("field.required") : t("field.invalid");
      case "invalid_format":
        return issue.format === "email" || issue.format === "url" ? t(`field.${issue.format}`) : t("field.invalid");
      case "invalid_value":
        return t("field.choose");
      default:
        return t("field.invalid");
    }
  },
});

export { z };
