import { describe, expect, it } from "vitest";
import type { Account } from "./api";
import { fallbackOf, faultsIn, writtenFallback } from "./fallback-fields";

const account: Account = { id: "pac_1", kind: "openai", label: "OpenAI", credentials: {}, secrets: ["api_key"], default_model: "m", fallback_account_id: null, fallback_model: "", first_token_timeout: 15, total_timeout: 90, is_default: true, health: "ok", last_checked_at: null, last_error: null, revision: 1, created_at: "2026-01-01T00:00:00Z", updated_at: "2026-01-01T00:00:00Z", can: [] };

describe("what stands in for a model", () => {
  it("is nothing at first", () => {
    expect(writtenFallback(fallbackOf(undefined))).toEqual({ fallback_account_id: null, fallback_model: "", first_token_timeout: 15, total_timeout: 90 });
  });
  it("comes back as it was kept", () => {
    for (const kept of [{ fallback_account_id: "pac_2", fallback_model: "" }, { fallback_account_id: "pac_2", fallback_model: "x" }, { fallback_account_id: null, fallback_model: "mini" }]) {
      expect(writtenFallback(fallbackOf({ ...account, ...kept }))).toMatchObject(kept);
    }
  });
  it("takes seconds with a comma or a point, within what the server takes", () => {
    const fallback = fallbackOf(account);
    expect(faultsIn({ ...fallback, firstToken: "2,5" })).toEqual([]);
    expect(writtenFallback({ ...fallback, firstToken: "2,5" }).first_token_timeout).toBe(2.5);
    expect(faultsIn({ ...fallback, firstToken: "0", total: "soon" })).toEqual(["firstToken", "total"]);
    expect(faultsIn({ ...fallback, total: "301" })).toEqual(["total"]);
  });
  it("asks which model of the same account", () => {
    expect(faultsIn({ ...fallbackOf(account), account: "same" })).toEqual(["model"]);
  });
});
