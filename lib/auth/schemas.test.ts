import { describe, expect, it } from "vitest";
import { OrganizationName } from "@/lib/organizations/schemas";
import { Email, Password, PersonName } from "./schemas";

const NAMES = { person: PersonName, organization: OrganizationName };
const BOTH = Object.entries(NAMES);

const problemOf = (schema: typeof PersonName | typeof Email, text: string) =>
  schema.safeParse(text).error?.issues[0]?.message;

describe.each(BOTH)("the schema of a name: %s", (_what, schema) => {
  it.each([
    ["Persian, with a non-joiner", "علی‌رضا"],
    ["Sinhala, with a joiner", "ශ්‍රී ලංකා"],
    ["Bengali, with a joiner before a virama", "র‍্যাব"],
    ["Malayalam, with a joiner that ends a word", "അനില്\u200d കുമാര്\u200d"],
    ["an emoji of a family", "👨‍👩‍👧"],
    ["an emoji with a joiner beside letters", "Team 👩🏽‍💻"],
    ["an emoji with a variation selector", "I ❤️ tea"],
    ["an emoji with a variation selector and a joiner", "❤️‍🔥"],
    ["a keycap emoji", "Room 1️⃣"],
    ["a flag emoji spelled with tag characters", "🏴󠁧󠁢󠁳󠁣󠁴󠁿 United"],
    ["a flag emoji spelled with two letters", "🇫🇷"],
    ["Japanese, with a variation selector", "葛\u{e0100}城"],
    ["Mongolian, with a vowel separator", "ᠮᠣᠩᠭᠣᠯ\u180e\u1820"],
    ["Hangul", "김철수"],
    ["Arabic with marks", "مُحَمَّد"],
    ["Thai", "สมชาย"],
    ["punctuation", "O’Brien & Söhne (2024)"],
  ])("accepts %s", (_case, name) => {
    expect(schema.parse(name)).toBe(name.normalize("NFC"));
  });

  const blanks = [
    "\u3164",
    "\u2800",
    "\ufe0f",
    "\u034f",
    "\u17b4",
    "\u17b5",
    "\u115f",
    "\u1160",
    "\uffa0",
    "\u200b",
    "\u200c",
    "\u200d",
    "\u2060",
    "\u2064",
    "\u00ad",
    "\ufeff",
    "\u061c",
    "\u180b",
    "\u180e",
    "\u200e",
    "\u202e",
    "\u2066",
    "\u{e0041}",
    "\u{e0100}",
    "\u{1d159}",
    "\u{1d173}",
    "\ufff9",
    "\ufff0",
    "\ufffb",
    "\ufffc",
    "\u0301",
    "\u0903",
    "\u20e3",
    "\u{16fe4}",
    "\u3000",
    "\u00a0",
    "\u1680",
    "\u2028",
    "\ue000",
    "\u0000",
  ];

  it.each(blanks.map((blank) => [escaped(blank), blank]))("refuses a name that consists only of %s", (_case, blank) => {
    for (const name of [blank, blank.repeat(3), ` ${blank} `]) expect(schema.safeParse(name).success).toBe(false);
  });

  it("refuses a name that consists of any two blank characters", () => {
    for (const first of blanks)
      for (const second of blanks) {
        expect(schema.safeParse(first + second).success, escaped(first + second)).toBe(false);
      }
  });

  it.each([
    ["a joiner at the beginning", "\u200dAda"],
    ["a joiner at the end", "Ada\u200d"],
    ["two joiners in a row", "علی\u200c\u200cرضا"],
    ["a joiner beside a space", "Ada \u200cLovelace"],
    ["a joiner between digits", "1\u200d2"],
    ["a joiner between a letter and an emoji", "a\u200d👧"],
    ["a right-to-left override", "Ada\u202ecelevol"],
    ["a zero-width space", "Ada\u200bLovelace"],
    ["a Hangul filler between letters", "Ada\u3164Lovelace"],
    ["a variation selector after a Latin letter", "Ada\ufe0f"],
    ["tag characters after a letter", "Ada\u{e0041}\u{e007f}"],
    ["interlinear annotation characters", "Ada\ufff9x\ufffb"],
    ["a control character", "Ada\u0007"],
  ])("refuses invisible characters: %s", (_case, name) => {
    expect(problemOf(schema, name)).toBe("Please remove invisible characters.");
  });

  it("counts characters, not bytes", () => {
    const most = schema === PersonName ? 100 : 80;
    for (const letter of ["a", "é", "e\u0301", "각", "字", "𠜎", "😀"]) {
      expect(schema.safeParse(letter.repeat(most)).success, letter).toBe(true);
      expect(problemOf(schema, letter.repeat(most + 1)), letter).toBe(`Use at most ${most} characters.`);
      expect(problemOf(schema, letter.repeat(9_000)), letter).toBe(`Use at most ${most} characters.`);
    }
  });
});

describe("the schema of a password", () => {
  it("normalizes the password to NFKC, and leaves the maximum length to the policy", () => {
    for (const letter of ["a", "😀", "e\u0301", "각"]) {
      expect(Password.parse(letter.repeat(200))).toBe(letter.repeat(200).normalize("NFKC"));
    }
  });
});

describe("the schema of an email address", () => {
  it.each([
    ["", "Please enter a full e-mail address, like name@example.com."],
    ["ada", "Please enter a full e-mail address, like name@example.com."],
    ["@example.com", "Please enter a full e-mail address, like name@example.com."],
    ["ada@", "Please enter a full e-mail address, like name@example.com."],
    ["a@b@example.com", "Please use @ only once."],
    ["ada lovelace@example.com", "Please remove the spaces."],
    ["ada@exa mple.com", "Please remove the spaces."],
    [
      "rené@example.com",
      "Before the @, use only the letters a to z, digits and symbols such as . _ - +. Accented letters and other scripts are not supported there.",
    ],
    [
      "用户@example.com",
      "Before the @, use only the letters a to z, digits and symbols such as . _ - +. Accented letters and other scripts are not supported there.",
    ],
    [
      "ada(work)@example.com",
      "Before the @, use only the letters a to z, digits and symbols such as . _ - +. Accented letters and other scripts are not supported there.",
    ],
    ["ada@example", "Please enter the full domain after the @, such as example.com."],
    ["ada@exam_ple.com", "The part after the @ is not a valid domain. Please enter one such as example.com."],
    ["ada@-example.com", "The part after the @ is not a valid domain. Please enter one such as example.com."],
    ["ada@example..com", "The part after the @ is not a valid domain. Please enter one such as example.com."],
    ["ada@example.com/x", "The part after the @ is not a valid domain. Please enter one such as example.com."],
    ["ada@192.168.0.1", "The part after the @ is not a valid domain. Please enter one such as example.com."],
    [`${"a".repeat(65)}@example.com`, "Use at most 64 characters before the @."],
    [`${"a".repeat(64)}@${"b".repeat(60)}.${"c".repeat(60)}.${"d".repeat(60)}.example.com`, "Use at most 254 characters."],
    [`${"a".repeat(64)}@${`${"ü".repeat(55)}.`.repeat(3)}example`, "Use at most 254 characters."],
    ["a".repeat(255), "Use at most 254 characters."],
    ["a".repeat(2_000), "Use at most 254 characters."],
  ])("refuses %j with a message that says why", (text, sentence) => {
    expect(problemOf(Email, text)).toBe(sentence);
  });

  it("accepts other spellings of a valid address, and normalizes them", () => {
    expect(Email.parse(" Ada@EXAMPLE.com ")).toBe("ada@example.com");
    expect(Email.parse("ａｄａ@bücher.example")).toBe("ada@xn--bcher-kva.example");
  });
});

function escaped(text: string): string {
  return [...text]
    .map((character) => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`)
    .join(" ");
}
