import { describe, expect, it } from "vitest";
import { draftOf, readDraft } from "./record-fields";

describe("somebody of the staff", () => {
  it("works the hours of the business and is offered, until somebody says otherwise", () => {
    const draft = draftOf("staff", undefined, "es");
    expect(draft).toMatchObject({ hours: null, active: true });
    expect(readDraft("staff", { ...draft, name: "Ana" })).toMatchObject({ fields: { name: "Ana", hours: null, active: true } });
  });
  it("keeps hours of their own", () => {
    const hours = { monday: [{ opens: "09:00", closes: "12:00" }] };
    const read = readDraft("staff", draftOf("staff", { name: "Ana", hours, active: false }, "es"));
    expect(read).toMatchObject({ fields: { hours, active: false } });
  });
});

describe("a service", () => {
  it("is a service with an exact price unless it is said", () => {
    expect(readDraft("offerings", { ...draftOf("offerings", undefined, "es"), name: "Limpieza" })).toMatchObject({ fields: { kind: "service", price_from: false, active: true } });
  });
  it("stays what it was", () => {
    const product = { name: "Cepillo", kind: "product", price_micros: 3_500_000, price_from: true, active: false };
    expect(readDraft("offerings", draftOf("offerings", product, "es"))).toMatchObject({ fields: product });
  });
});
