import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { Select } from "./select";

const shown = () =>
  render(
    <>
      <Select label="Days" value="7" onValueChange={() => undefined} options={[{ value: "7", label: "Seven" }, { value: "30", label: "Thirty" }]} />
      <button type="button">Next</button>
    </>,
  );

test("who has gone on when a list closes is not taken back", async () => {
  const user = userEvent.setup();
  shown();
  const list = screen.getByRole("combobox", { name: "Days" });
  list.focus();
  await user.keyboard("{Enter}");
  await screen.findByRole("listbox");
  const next = screen.getByRole("button", { name: "Next", hidden: true });
  // At once, as when keys come faster than the page has time for.
  fireEvent.keyDown(list, { key: "Escape" });
  next.focus();
  await new Promise((done) => setTimeout(done, 50));
  expect(document.activeElement).toBe(next);
});

test("who has not gone on is back on the list's button", async () => {
  const user = userEvent.setup();
  shown();
  const list = screen.getByRole("combobox", { name: "Days" });
  await user.click(list);
  await user.click(await screen.findByRole("option", { name: "Thirty" }));
  await waitFor(() => expect(document.activeElement).toBe(list));
});
