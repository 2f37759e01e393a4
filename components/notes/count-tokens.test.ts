import { expect, it } from "vitest";
import { countTokens as countOnServer } from "@/lib/ai/count-tokens";
import { countTokens } from "./count-tokens";

it.each(["", "a", "Four characters are one token of English.", "石の門", "Straße", "🙂", "Über die Brücke 🙂 zur 石の門"])(
  "counts the tokens of %j as the server does",
  (text) => {
    expect(countTokens(text)).toBe(countOnServer(text));
  },
);
