import { useNavigate, useSearch } from "@tanstack/react-router";

/** The organization that is being set up stands in the address: a reload goes on where it was. */
export function useWelcome(): { slug: string | undefined; open: (slug: string) => Promise<void> } {
  const { organization } = useSearch({ from: "/person/welcome" });
  const navigate = useNavigate();
  return { slug: organization, open: (slug) => navigate({ to: "/welcome", search: { organization: slug }, replace: true }) };
}

/** What each step is given. `onDone` goes on; `onSkip` goes on and leaves it for later. */
export interface StepProps {
  language: string;
  currency: string;
  onDone: () => Promise<void>;
  onSkip: () => void;
}
