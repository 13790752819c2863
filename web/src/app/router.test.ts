import { beforeEach, describe, expect, it } from "vitest";
import { activeSlug } from "@/api/session";
import { organizationInAddress } from "./organization-address";

const input = (path: string) => organizationInAddress.input({ url: new URL(path, "http://x.test") });
const output = (path: string) => organizationInAddress.output({ url: new URL(path, "http://x.test") });

describe("the organization in the address", () => {
  beforeEach(() => activeSlug.set(null));
  it("is taken from a link and put into the next", () => {
    expect(input("/o/clinica-sol/agents?status=active").pathname).toBe("/agents");
    expect(activeSlug.get()).toBe("clinica-sol");
    expect(output("/agents/agt_1").href).toBe("http://x.test/o/clinica-sol/agents/agt_1");
    expect(input("/o/clinica-sol").pathname).toBe("/");
    expect(output("/").pathname).toBe("/o/clinica-sol");
  });
  it("stays out of pages that belong to nobody's organization", () => {
    activeSlug.set("clinica-sol");
    for (const path of ["/sign-in", "/account/profile", "/platform", "/welcome"]) expect(output(path).pathname).toBe(path);
    expect(output("/accounting").pathname).toBe("/o/clinica-sol/accounting");
  });
});
