import { describe, expect, it } from "vitest";
import { createSlug, isSlug } from "./slug";

describe("the slug made from a name", () => {
  it.each([
    ["Stonebridge Works", /^stonebridge-works-[a-z2-7]{8}$/],
    ["Zoë's Café", /^zoe-s-cafe-[a-z2-7]{8}$/],
    ["Ste\u00adphen \u200dMill\u200cer", /^stephen-miller-[a-z2-7]{8}$/],
    ["علی‌رضا", /^[a-z2-7]{8}$/],
    ["ශ්‍රී ලංකා", /^[a-z2-7]{8}$/],
    ["👨‍👩‍👧", /^[a-z2-7]{8}$/],
    ["Team 👨‍👩‍👧 7", /^team-7-[a-z2-7]{8}$/],
    ["W".repeat(80), /^w{32}-[a-z2-7]{8}$/],
  ])("is readable if possible, and always valid: %s", (name, form) => {
    const slug = createSlug(name);
    expect(slug).toMatch(form);
    expect(isSlug(slug)).toBe(true);
  });
});
