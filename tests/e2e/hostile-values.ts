// Values for a JSON Schema: those that it allows, those just outside, and those that break careless code.
import fc from "fast-check";

interface Schema {
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  format?: string;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
}

const HOSTILE_TEXTS = [
  "",
  " ",
  "\u0000",
  "a\u0000b",
  "\ud800",
  "\u202eevil",
  "\u200b",
  "%",
  "%00",
  "%2e%2e",
  "..",
  "../../etc/passwd",
  "\\",
  "'",
  "' OR 1=1 --",
  "$1",
  "{{7*7}}",
  "<script>alert(1)</script>",
  "\r\nSet-Cookie: a=b",
  "__proto__",
  "constructor",
  "null",
  "NaN",
  "-1",
  "1e309",
  "00000000-0000-0000-0000-000000000000",
  "9999-99-99T99:99:99Z",
  "0000-01-01T00:00:00Z",
  "a@b",
  "👩‍👩‍👧‍👧".repeat(50),
  "z\u0351".repeat(300),
  "a".repeat(10_000),
];

const HOSTILE_NUMBERS = [0, -0, -1, 0.5, 1e21, -1e308, Number.MAX_SAFE_INTEGER, 2 ** 31, 2 ** 53];

const hostileText = fc.constantFrom(...HOSTILE_TEXTS);
const anything = fc.oneof(hostileText, fc.constantFrom(...HOSTILE_NUMBERS), fc.jsonValue({ maxDepth: 3 }));

function textOf({ format, maxLength = 200 }: Schema): fc.Arbitrary<string> {
  const longest = Math.min(maxLength, 2_000);
  const fitting = {
    uuid: fc.uuid(),
    "date-time": fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
    date: fc.date({ noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10)),
  }[format ?? ""];
  return fc.oneof(
    fitting ?? fc.string({ unit: "grapheme", maxLength: longest }),
    fc.string({ unit: "binary", maxLength: Math.min(longest, 100) }),
    fc.constant("a".repeat(maxLength)),
    fc.constant("a".repeat(maxLength + 1)),
    fc.emailAddress(),
    hostileText,
  );
}

function fittingOf(schema: Schema): fc.Arbitrary<unknown> {
  if ("const" in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map(fittingOf));
  if (schema.properties) return objectOf(schema.properties);
  const type = [schema.type].flat()[0];
  if (type === "boolean") return fc.boolean();
  if (type === "integer" || type === "number") {
    const { minimum = -1_000, maximum = 1_000 } = schema;
    return fc.oneof(fc.integer({ min: minimum, max: maximum }), fc.constantFrom(minimum - 1, maximum + 1));
  }
  return textOf(schema);
}

/** Mostly a value that the schema allows or nearly allows. */
export function valueOf(schema: Schema): fc.Arbitrary<unknown> {
  return fc.oneof({ arbitrary: fittingOf(schema), weight: 4 }, { arbitrary: anything, weight: 1 });
}

/** Any of the fields may be missing, and others may be there. */
export function objectOf(properties: Record<string, Schema>): fc.Arbitrary<Record<string, unknown>> {
  const fields = fc.record(Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, valueOf(schema)])), {
    requiredKeys: [],
  });
  const whole = fc.record(Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, fittingOf(schema)])));
  const unknown = fc.dictionary(fc.oneof(hostileText, fc.string()), anything, { maxKeys: 2 });
  return fc.oneof(
    { arbitrary: whole, weight: 3 },
    { arbitrary: fields, weight: 3 },
    { arbitrary: fc.tuple(fields, unknown).map(([known, more]) => ({ ...known, ...more })), weight: 1 },
  );
}

/** A value for a part of a path: it is never empty, and a URL does not resolve it. */
export const segmentOf = (schema: Schema): fc.Arbitrary<string> =>
  fc
    .oneof(fc.uuid(), textOf(schema))
    // A lone surrogate has no place in a URL.
    .map((text) => Buffer.from(text).toString())
    .filter((text) => text !== "" && !/^\.{1,2}$/.test(text));
