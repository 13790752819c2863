import { createContext } from "react";

/** What a text is of the agent. What callers hear is said, not sent to a model as an order. */
export type Part = "task" | "persona" | "said";

/** The step whose form is open. */
export const StepPlace = createContext<{ flow: string; node: string } | undefined>(undefined);
