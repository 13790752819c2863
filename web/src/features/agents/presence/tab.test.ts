import { beforeEach, describe, expect, it } from "vitest";
import { layDownTab, takeTab } from "./tab";

describe("the name of a page", () => {
  beforeEach(() => sessionStorage.clear());

  it("is the same again after the page was read anew", () => {
    const tab = takeTab();
    layDownTab(tab);
    expect(takeTab()).toBe(tab);
  });
  it("is another one in a tab that was duplicated while this one is open", () => {
    layDownTab(takeTab());
    const tab = takeTab();
    expect(takeTab()).not.toBe(tab);
  });
  it("is made anew where what lies there is no name", () => {
    layDownTab("<script>");
    expect(takeTab()).toMatch(/^[0-9a-f]{16}$/);
  });
});
