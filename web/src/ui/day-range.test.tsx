import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { beforeAll, expect, it, vi } from "vitest";
import table from "@/locales/en/table.json";
import { DayRange } from "./day-range";

beforeAll(async () => {
  await i18next.use(initReactI18next).init({ lng: "en", resources: { en: { table } }, defaultNS: "table" });
});

function show(days: { from?: string; to?: string }) {
  const onChange = vi.fn();
  render(<DayRange {...days} onChange={onChange} />);
  return onChange;
}

it.each([
  [{}, "Dates"],
  [{ from: "2026-03-09" }, "Since Mar 9, 2026"],
  [{ to: "2026-03-09" }, "Until Mar 9, 2026"],
  [{ from: "2026-03-09", to: "2026-03-10" }, "Mar 9, 2026 – Mar 10, 2026"],
  [{ from: "2026-03-09", to: "2026-03-09" }, "Mar 9, 2026"],
  [{ from: "nonsense" }, "Since nonsense"],
])("says what is chosen: %o", (days, text) => {
  show(days);
  expect(screen.getAllByRole("button")[0]?.textContent).toBe(text);
});

it("lets go of what is chosen", async () => {
  const onChange = show({ from: "2026-03-09" });
  await userEvent.click(screen.getByRole("button", { name: "All dates" }));
  expect(onChange).toHaveBeenCalledWith({ from: undefined, to: undefined });
});

it("counts seven days with today", async () => {
  const onChange = show({});
  await userEvent.click(screen.getByRole("button", { name: "Dates" }));
  await userEvent.click(screen.getByRole("button", { name: "Last 7 days" }));
  const [{ from, to }] = onChange.mock.calls[0] as [{ from: string; to: string }];
  expect(Date.parse(to) - Date.parse(from)).toBe(6 * 86_400_000);
  expect(screen.queryByRole("button", { name: "Today" })).toBeNull();
});
