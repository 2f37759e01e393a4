// Checks an action's body before the framework deserializes it. The format can express far more than forms need, and attacks
// have exploited that, so only bodies that the product's own forms send are accepted. The accepted grammar is exactly that
// of browsers, so that no two parsers can read the same bytes differently.
import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { MAX_BODY_BYTES } from "./body-rules";
import { isHarmless } from "./harmless-json";
import { readBytes } from "./read-bytes";

const MAX_FIELDS = 200;
const FORM_TYPE = /^multipart\/form-data; ?boundary=([\w'()+,./:=?-]{1,70})$/;
/** The only header that browsers write before a text field. */
const PART = /^Content-Disposition: form-data; name="([^"\r\n]{1,100})"\r\n\r\n/;

type Field = [name: string, value: string];
type Rule = [name: RegExp, isFine: (value: string) => boolean];

const isText = () => true;
const isEmpty = (value: string) => value === "";
const FIELD = /^[a-z][a-z0-9_]*$/;

/** The fields of a form that a browser posts. They name the action by its id, or by a reference with encoded arguments. */
const POSTED: Rule[] = [
  [FIELD, isText],
  [/^\$ACTION_REF_\d+$/, isEmpty],
  [/^\$ACTION_ID_[0-9a-f]{40,42}$/, isEmpty],
  [/^\$ACTION_\d+:\d+$/, (value) => isEncoded(value, /^\$(@1$|undefined$|\$)/)],
  [/^\$ACTION_KEY$/, isText],
];
/** The list of arguments that the framework's script sends. In it, `$K1` refers to the form, whose fields have a prefix. */
const ARGUMENTS_FIELD: Rule = [/^0$/, (value) => value.startsWith("[") && isEncoded(value, /^\$(K1$|undefined$|\$)/)];
const FORM_PREFIX = "_1_";

/** @throws AppError MALFORMED_REQUEST, PAYLOAD_TOO_LARGE */
export async function assertActionBody(request: Request): Promise<void> {
  const [, boundary] = FORM_TYPE.exec(request.headers.get("content-type") ?? "") ?? [];
  const bytes = await readBytes(request.clone().body, MAX_BODY_BYTES);
  const fields = boundary === undefined ? null : readFields(bytes, boundary);
  const isFine = fields !== null && (request.headers.has("next-action") ? isScripted(fields) : isPosted(fields));
  if (!isFine) throw new AppError("MALFORMED_REQUEST");
}

function isPosted(fields: Field[]): boolean {
  const actions = fields.filter(([name]) => /^\$ACTION_(REF|ID)_/.test(name));
  return actions.length === 1 && allMatch(fields, POSTED);
}

function isScripted(fields: Field[]): boolean {
  const args = fields.filter(([name]) => !name.startsWith(FORM_PREFIX));
  const prefixed = fields.filter(([name]) => name.startsWith(FORM_PREFIX));
  const formFields = prefixed.map(([name, value]): Field => [name.slice(FORM_PREFIX.length), value]);
  return args.length === 1 && allMatch(args, [ARGUMENTS_FIELD]) && allMatch(formFields, POSTED);
}

function allMatch(fields: Field[], rules: Rule[]): boolean {
  return fields.every(([name, value]) => rules.some(([pattern, isFine]) => pattern.test(name) && isFine(value)));
}

/** Name and value of every part; null unless the whole body consists of text fields in the encoding of browsers. */
function readFields(bytes: Buffer, boundary: string): Field[] | null {
  const text = decode(bytes);
  const [start, end] = [`--${boundary}\r\n`, `\r\n--${boundary}--`];
  const body = text?.replace(/\r\n$/, "");
  if (!body?.startsWith(start) || !body.endsWith(end)) return null;
  const parts = body.slice(start.length, -end.length).split(`\r\n${start}`);
  const fields = parts.map((part): Field | null => {
    const [head = "", name = ""] = PART.exec(part) ?? [];
    return head === "" || part.includes(`--${boundary}`) ? null : [name, part.slice(head.length)];
  });
  return fields.length <= MAX_FIELDS && fields.every((field) => field !== null) ? fields : null;
}

function decode(bytes: Buffer): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/**
 * @param fineReference matches the allowed strings that start with `$`; the framework treats all such strings as references
 */
function isEncoded(value: string, fineReference: RegExp): boolean {
  try {
    const encoded: unknown = JSON.parse(value, (_key, part: unknown) => {
      if (typeof part === "string" && part.startsWith("$") && !fineReference.test(part)) throw new Error("a reference");
      return part;
    });
    return isHarmless(encoded);
  } catch {
    return false;
  }
}
