import { describe, expect, it } from "vitest";
import { readEmbed } from "../src/embed";

const SOURCE = "https://chat.example/widget.js?v=3";

describe("the script tag", () => {
  it("needs a key, and takes the host from its own address", () => {
    expect(readEmbed(SOURCE, {})).toBeNull();
    expect(readEmbed("", { key: "cpk_1" })).toBeNull();
    expect(readEmbed(SOURCE, { key: " cpk_1 " })).toEqual({
      host: "https://chat.example",
      key: "cpk_1",
      language: null,
      position: null,
      theme: null,
      greeting: null,
      open: false,
      color: null,
      target: null,
      layout: "float",
    });
  });

  it("takes what is sensible and ignores the rest", () => {
    expect(
      readEmbed(SOURCE, {
        key: "cpk_1",
        language: "pt-BR",
        position: "LEFT",
        theme: "neon",
        greeting: "",
        open: "",
        color: "#c30",
        target: "#chat",
        layout: "page",
      }),
    ).toMatchObject({
      language: "pt-BR",
      position: "left",
      theme: null,
      greeting: "",
      open: true,
      color: [204, 51, 0],
      target: "#chat",
      layout: "page",
    });
  });

  it("fills an element when one is named, and floats otherwise", () => {
    expect(readEmbed(SOURCE, { key: "k", target: "#chat" })?.layout).toBe("inline");
    expect(readEmbed(SOURCE, { key: "k", layout: "page" })?.layout).toBe("float");
    expect(readEmbed(SOURCE, { key: "k", open: "false" })?.open).toBe(false);
  });
});
