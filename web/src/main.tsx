import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { startTexts } from "./app/i18n";
import { onSignedOut, queryClient } from "./app/query-client";
import { router } from "./app/router";
import { startTheme } from "./app/theme";
import "./styles.css";
import { Toaster } from "./ui/toast";

const root = document.getElementById("root");
if (!root) throw new Error("the page has no #root");

startTheme();
onSignedOut(() => {
  const { pathname, href } = router.state.location;
  if (/^\/(sign-in|sign-up|verify|forgot|reset|two-step|invitations)/.test(pathname)) return;
  queryClient.clear();
  void router.navigate({ to: "/sign-in", search: pathname === "/" ? {} : { next: href } });
});
await startTexts();
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
      <Toaster />
    </QueryClientProvider>
  </StrictMode>,
);
