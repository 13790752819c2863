import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { beforeAll, expect, it, vi } from "vitest";
import audit from "@/locales/en/audit.json";
import ui from "@/locales/en/ui.json";
import type { AuditEntry } from "./api";
import { EntrySheet } from "./entry-sheet";

beforeAll(() => i18next.use(initReactI18next).init({ lng: "en", resources: { en: { ui, audit } }, defaultNS: "ui" }));

const entry: AuditEntry = {
  id: "aud_1",
  sequence: 7,
  at: "2026-11-21T10:00:00Z",
  actor_kind: "user",
  actor_id: "usr_1",
  actor_name: "Marta",
  address: "10.0.0.1",
  action: "organization_update",
  subject_kind: "organization",
  subject_id: "org_1",
  before: { name: "Sol", two_step: "off" },
  after: { name: "Luna", two_step: "administrators" },
  request_id: "abc",
};

it("says in words what was done, with the code beside it, and both values of each field", () => {
  render(<EntrySheet entry={entry} onClose={vi.fn()} onFilter={vi.fn()} />);
  expect(screen.getByRole("dialog", { name: "Changed the organization" })).toBeTruthy();
  expect(screen.getByText("organization_update")).toBeTruthy();
  for (const value of ["Sol", "Luna", "off", "administrators"]) expect(screen.getAllByText(value).length).toBeGreaterThan(0);
});

it("leads to everything about the same thing", async () => {
  const onFilter = vi.fn();
  render(<EntrySheet entry={entry} onClose={vi.fn()} onFilter={onFilter} />);
  await userEvent.click(screen.getByRole("button", { name: "Everything about this" }));
  expect(onFilter).toHaveBeenCalledWith({ subject: "org_1" });
});

it("shows an act that it has no words for by its code", () => {
  render(<EntrySheet entry={{ ...entry, action: "moon_phase_change", subject_kind: "moon", before: null, after: null }} onClose={vi.fn()} onFilter={vi.fn()} />);
  expect(screen.getByRole("dialog", { name: "Moon phase change" })).toBeTruthy();
  expect(screen.getByText(audit.no_changes)).toBeTruthy();
});
