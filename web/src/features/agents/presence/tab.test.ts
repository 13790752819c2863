import { beforeEach, describe, expect, it } from "vitest";
import { layDownTab, takeTab } from "./tab";

describe("the name of a page", () => {
  beforeEach(() => sessionStorage.clear());

  it("is the same again after the page was read anew", () => {
    const { tab, again } = takeTab();
    expect(again).toBe(false);
    layDownTab(tab);
    expect(takeTab()).toEqual({ tab, again: true });
  });
  it("is another one in a tab that was duplicated while this one is open", () => {
    layDownTab(takeTab().tab);
    const { tab } = takeTab();
    expect(takeTab().tab).not.toBe(tab);
  });
  it("is made anew where what lies there is no name", () => {
    layDownTab("<script>");
    expect(takeTab().tab).toMatch(/^[0-9a-f]{16}$/);
  });
});
