import { describe, expect, it } from "vitest";
import { cn } from "./class-names";

describe("cn", () => {
  it.each([
    ["h-8 px-3", "h-10", "px-3 h-10"],
    ["px-2 py-1", "p-0", "p-0"],
    ["p-4", "px-2", "p-4 px-2"],
    ["size-8", "w-4", "size-8 w-4"],
    ["w-4 h-4", "size-8", "size-8"],
    ["text-sm text-ink", "text-ink-2", "text-sm text-ink-2"],
    ["text-sm", "text-lg text-center", "text-lg text-center"],
    ["border border-line", "border-bad", "border border-bad"],
    ["border-b border-line", "border-accent", "border-b border-accent"],
    ["border-2 border-dashed", "border-info", "border-2 border-dashed border-info"],
    ["max-w-md", "max-w-xl", "max-w-xl"],
    ["sm:h-8", "h-10", "sm:h-8 h-10"],
    ["pointer-coarse:h-10", "pointer-coarse:h-12", "pointer-coarse:h-12"],
    ["[&_svg]:size-4", "size-8", "[&_svg]:size-4 size-8"],
    ["-mt-2", "mt-4", "mt-4"],
    ["rounded-l-s", "rounded-m", "rounded-l-s rounded-m"],
    ["gap-x-2 gap-y-1", "", "gap-x-2 gap-y-1"],
    ["gap-x-2 gap-y-1", "gap-y-3", "gap-x-2 gap-y-3"],
    ["gap-x-2 gap-y-1", "gap-4", "gap-4"],
    ["overflow-x-auto", "overflow-y-hidden", "overflow-x-auto overflow-y-hidden"],
    ["w-(--radix-width)", "w-64", "w-64"],
  ])("%s + %s", (base, own, joined) => expect(cn(base, own)).toBe(joined));

  it("leaves out what is off", () => expect(cn("a", false, undefined, { b: true, c: false })).toBe("a b"));
});
