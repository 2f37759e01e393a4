// Text lengths, counted in characters (code points) everywhere: in forms, in schemas and by PostgreSQL's length().
// JavaScript's own `length` counts UTF-16 units, so an emoji would count twice. Client-safe.
import { z } from "zod";

export function countCharacters(text: string): number {
  return [...text].length;
}

/** NFC and NFKC compose at most four characters into one, such as U+1F82 (UAX #15, "Maximum Expansion Factors": NFD). */
const MOST_COMPOSED = 4;

/** The maximum length before normalization of a text of `maximum` characters. Checked first, to bound the work. */
export function beforeNormalization(maximum: number): number {
  return maximum * MOST_COMPOSED;
}

/** The check's name, by which a test finds it in every schema. */
const CHECK = "characters_at_most";

interface AtMostDef extends z.core.$ZodCheckDef {
  check: typeof CHECK;
  maximum: number;
  sentence: string;
}

interface AtMostCheck extends z.core.$ZodCheck<string> {
  _zod: z.core.$ZodCheckInternals<string> & { def: AtMostDef };
}

const AtMost: z.core.$constructor<AtMostCheck, AtMostDef> = z.core.$constructor("AtMostCharacters", (check, def) => {
  z.core.$ZodCheck.init(check, def);
  const { maximum, sentence } = def;
  check._zod.onattach.push((schema) => {
    // For JSON Schema, whose maxLength also counts characters (draft 2020-12 validation §6.3.1).
    schema._zod.bag.maximum = maximum;
  });
  check._zod.check = (payload) => {
    if (countCharacters(payload.value) <= maximum) return;
    payload.issues.push({
      code: "too_big",
      origin: "string",
      maximum,
      inclusive: true,
      input: payload.value,
      message: sentence,
      inst: check,
      continue: false,
    });
  };
});

/** For `z.string().check(…)`: refuses longer text and says how long it may be. */
export function atMost(maximum: number, sentence = `Use at most ${maximum.toLocaleString("en")} characters.`): AtMostCheck {
  return new AtMost({ check: CHECK, maximum, sentence, abort: true });
}
