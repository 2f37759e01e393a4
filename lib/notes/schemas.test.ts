import { describe, expect, it } from "vitest";
import { MAX_BODY_BYTES } from "@/lib/web/edge/body-rules";
import { MAX_CONTENT, MAX_TITLE } from "./lengths";
import { CreateNoteInput, UpdateNoteInput } from "./schemas";

const longest = { title: "題".repeat(MAX_TITLE), content: "字".repeat(MAX_CONTENT) };

describe("the longest note", () => {
  it("fits into a JSON request, even with every character escaped as ASCII", () => {
    expect(CreateNoteInput.parse(longest)).toEqual(longest);
    const written = JSON.stringify(longest).replace(
      /[\u0080-\uffff]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
    expect(JSON.parse(written)).toEqual(longest);
    expect(Buffer.byteLength(written)).toBeLessThan(MAX_BODY_BYTES);
  });

  it("fits twice into a form, with room for the form's other fields", () => {
    const room = 4_000;
    for (const character of ["字", "\n", '"', "é", "😀"]) {
      const text = character.repeat(MAX_TITLE + MAX_CONTENT).replaceAll("\n", "\r\n");
      const [typed, echoed] = [Buffer.byteLength(text), Buffer.byteLength(JSON.stringify(text))];
      expect(typed + echoed + room, character).toBeLessThan(MAX_BODY_BYTES);
    }
  });
});

describe("CreateNoteInput", () => {
  it.each(["a", "字", "😀", "\r\n"])("accepts the maximum length and refuses one character more: %j", (character) => {
    expect(CreateNoteInput.safeParse({ title: "t", content: character.repeat(MAX_CONTENT) }).success).toBe(true);
    const { error } = CreateNoteInput.safeParse({ title: "t", content: character.repeat(MAX_CONTENT + 1) });
    expect(error?.issues[0]?.message).toBe("Use at most 7,000 characters.");
  });

  it("refuses a title without a visible character, and counts an emoji in a title as one character", () => {
    for (const title of ["\u3164", "\u2800", "\ufe0f\u034f", "\u0301", "\u200b"]) {
      expect(CreateNoteInput.safeParse({ title, content: "" }).success, JSON.stringify(title)).toBe(false);
    }
    expect(CreateNoteInput.safeParse({ title: "😀".repeat(MAX_TITLE), content: "" }).success).toBe(true);
    expect(CreateNoteInput.safeParse({ title: "😀".repeat(MAX_TITLE + 1), content: "" }).success).toBe(false);
  });
});

describe("entered text", () => {
  it.each(["a\r\nb", "a\rb", "a\nb", "a\u2028b", "a\vb", "a\fb", "a\u0085b"])(
    "has its line breaks normalized in the content and replaced by spaces in the title: %j",
    (typed) => {
      expect(CreateNoteInput.parse({ title: "t", content: typed }).content).toBe("a\nb");
      expect(CreateNoteInput.parse({ title: typed, content: "" }).title).toBe("a b");
    },
  );

  it("keeps tabs, spaces, emoji and letters of every script", () => {
    const content = "  two\n\tתודה 👨‍👩‍👧 ไทย\n";
    expect(CreateNoteInput.parse({ title: "👨‍👩‍👧 תודה", content })).toEqual({ title: "👨‍👩‍👧 תודה", content });
  });
});

describe("UpdateNoteInput", () => {
  it.each(["yesterday", "2026-11-12", "2026-02-31T00:00:00Z", "", "0"])(
    "refuses an `if_updated_at` that is not a valid time: %j",
    (time) => {
      expect(UpdateNoteInput.safeParse({ id: "x", title: "t", content: "", if_updated_at: time }).success).toBe(false);
    },
  );
});
