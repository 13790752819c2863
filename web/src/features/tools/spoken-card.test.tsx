import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import i18next from "i18next";
import { useState } from "react";
import { initReactI18next } from "react-i18next";
import { beforeAll, expect, it, vi } from "vitest";
import tools from "@/locales/en/tools.json";
import ui from "@/locales/en/ui.json";
import type { Definition, Offered } from "./api";
import { OfferedList } from "./offered-list";
import { SpokenCard } from "./spoken-card";

beforeAll(() => i18next.use(initReactI18next).init({ lng: "en", resources: { en: { ui, tools } }, defaultNS: "ui" }));

const tool: Definition = {
  description: "Free slots",
  parameters: { type: "object", properties: {} },
  request: { kind: "http", remote: "", method: "GET", address: "https://a.test/slots", query: [], headers: [], body: "none", fields: [] },
  say_first: {},
  timeout: 10,
  retries: 1,
  outputs: [],
};

function Edited({ told }: { told: (definition: Definition) => void }) {
  const [definition, setDefinition] = useState(tool);
  return (
    <SpokenCard
      definition={definition}
      disabled={false}
      onChange={(next) => {
        setDefinition(next);
        told(next);
      }}
    />
  );
}

it("keeps what is said at each moment, and asks only for what is said where it waits", async () => {
  const told = vi.fn();
  render(<Edited told={told} />);
  const slow = screen.getByRole("group", { name: tools.spoken.say_slow });
  await userEvent.type(within(slow).getByRole("textbox", { name: /english|inglés/i }), "Still at it");
  expect(told.mock.lastCall?.[0]).toMatchObject({ say_slow: { en: "Still at it" }, say_first: {} });
  const waits = screen.getByRole("switch", { name: tools.spoken.waits });
  await userEvent.click(waits);
  expect(told.mock.lastCall?.[0]).toMatchObject({ waits: false });
  expect(screen.queryByRole("group", { name: tools.spoken.say_slow })).toBeNull();
  expect(screen.queryByRole("group", { name: tools.spoken.say_first })).not.toBeNull();
  await userEvent.click(waits);
  expect(within(screen.getByRole("group", { name: tools.spoken.say_slow })).queryByDisplayValue("Still at it")).not.toBeNull();
});

it("finds one among many that are offered, by its words", async () => {
  const offered = Array.from({ length: 20 }, (_, index) => ({ name: `op_${index}`, label: `List rooms ${index}`, notes: [], definition: { ...tool, request: { ...tool.request, address: `https://a.test/rooms/${index}` } } })) as unknown as Offered[];
  render(<OfferedList offered={offered} chosen={new Set()} onChoose={vi.fn()} />);
  expect(screen.getAllByRole("checkbox")).toHaveLength(20);
  await userEvent.type(screen.getByRole("searchbox"), "rooms /17");
  expect(screen.getAllByRole("checkbox")).toHaveLength(1);
  expect(screen.getByRole("status").textContent).toBe("1 of 20");
});
