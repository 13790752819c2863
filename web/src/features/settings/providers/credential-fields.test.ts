import { describe, expect, it } from "vitest";
import { type CredentialsForm, typedInto } from "./credential-fields";

const form: CredentialsForm = { properties: { api_key: { type: "string", writeOnly: true }, base_url: { type: "string" } }, required: ["api_key"] };

describe("what is sent of a form", () => {
  it("leaves out what is empty, so that a kept secret stays", () => {
    expect(typedInto(form, { api_key: " ", base_url: "https://example.test" })).toEqual({ base_url: "https://example.test" });
  });
  it("leaves out what another kind's form had", () => {
    expect(typedInto(form, { api_key: "k", organization: "o" })).toEqual({ api_key: "k" });
    expect(typedInto({ properties: {} }, { api_key: "k" })).toEqual({});
  });
});
