import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { beforeAll, expect, it, vi } from "vitest";
import { ApiError, connectionError } from "@/api/errors";
import { z } from "@/lib/schema";
import errors from "@/locales/en/errors.json";
import ui from "@/locales/en/ui.json";
import { Combobox } from "./combobox";
import { Form, FormError, FormField, SubmitButton, useZodForm } from "./form";
import { Input } from "./input";
import { Select } from "./select";

beforeAll(() => i18next.use(initReactI18next).init({ lng: "en", resources: { en: { ui, errors } }, defaultNS: "ui" }));

const schema = z.object({ name: z.string().min(1), kind: z.string(), languages: z.array(z.string()).min(1) });
type Values = z.input<typeof schema>;

function Example({ send }: { send: (values: Values) => unknown }) {
  const form = useZodForm(schema, { name: "", kind: "chat", languages: ["es"] });
  return (
    <Form form={form} onSubmit={send}>
      <FormField<Values, "name"> name="name" label="Name" help="For example: Reception">
        {(field) => <Input {...field} />}
      </FormField>
      <FormField<Values, "kind"> name="kind" label="Kind">
        {(field) => <Select label="Kind" value={field.value} onValueChange={field.onChange} options={[{ value: "chat", label: "Chat" }, { value: "voice", label: "Phone" }]} />}
      </FormField>
      <FormField<Values, "languages"> name="languages" label="Languages">
        {(field) => <Combobox multiple label="Languages" value={field.value} onValueChange={field.onChange} options={[{ value: "es", label: "Spanish" }, { value: "en", label: "English" }]} />}
      </FormField>
      <FormError />
      <SubmitButton>Save</SubmitButton>
    </Form>
  );
}
const save = () => userEvent.click(screen.getByRole("button", { name: "Save" }));

it("says at the field what is missing, and reads it with the field", async () => {
  const send = vi.fn();
  render(<Example send={send} />);
  await save();
  const name = screen.getByRole("textbox", { name: "Name" });
  expect(name.getAttribute("aria-invalid")).toBe("true");
  const described = (name.getAttribute("aria-describedby") ?? "").split(" ").map((id) => document.getElementById(id)?.textContent);
  expect(described).toEqual(["Fill this in.", "For example: Reception"]);
  expect(document.activeElement).toBe(name);
  expect(send).not.toHaveBeenCalled();
});

it("puts what the server says at the field that it names", async () => {
  render(<Example send={() => Promise.reject(new ApiError({ status: 422, code: "invalid", errors: [{ field: "name", code: "name_taken", detail: "Taken." }] }))} />);
  await userEvent.type(screen.getByRole("textbox", { name: "Name" }), "x");
  await save();
  expect(await screen.findByText("There is one with this name already.")).toBeTruthy();
});

it("says above the button what is wrong with the whole", async () => {
  render(<Example send={() => Promise.reject(connectionError(new TypeError()))} />);
  await userEvent.type(screen.getByRole("textbox", { name: "Name" }), "x");
  await save();
  expect((await screen.findByRole("alert")).textContent).toContain("No connection");
});

it("is filled in with the keyboard alone", async () => {
  const send = vi.fn();
  render(<Example send={send} />);
  await userEvent.tab();
  await userEvent.keyboard("Reception");
  await userEvent.tab();
  await userEvent.keyboard("{ArrowDown}{ArrowDown}{Enter}");
  await userEvent.click(screen.getByRole("combobox", { name: /Languages/ }));
  await userEvent.keyboard("engl{Enter}{Escape}");
  await save();
  expect(send).toHaveBeenCalledWith({ name: "Reception", kind: "voice", languages: ["es", "en"] });
});
