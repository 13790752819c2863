/** What an agent speaks whose people read the dashboard in this language: our Portuguese is that of Brazil. */
export const agentLanguage = (reading: string): string => (reading === "pt" ? "pt-BR" : reading);
