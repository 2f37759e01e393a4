// The maximum length of a text in a schema, counted in characters (lib/text/characters). Client-safe.
import { z } from "zod";
import { countCharacters } from "./characters";

/** The name of the check, by which a test finds it in every schema. */
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
