// A list of keys and values in the form of OpenTelemetry's variables: key=value,key=value, with values that may be
// percent-encoded. https://opentelemetry.io/docs/specs/otel/protocol/exporter/#specifying-headers-via-environment-variables
import "server-only";
import { z } from "zod";

interface KeyValueForm {
  key: RegExp;
  /** The form of a decoded value. */
  value: RegExp;
  /** Continues a sentence that starts with the variable's name. */
  message: string;
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** Never repeats the text in its message, because the values may be secret. */
const keyValues = ({ key, value, message }: KeyValueForm) =>
  z.string().transform((text, context): Record<string, string> => {
    const pairs = text.split(",").map((pair): [string, string | null] => {
      const [name = "", ...rest] = pair.split("=");
      return [name.trim(), rest.length === 0 ? null : decoded(rest.join("=").trim())];
    });
    const names = new Set(pairs.map(([name]) => name.toLowerCase()));
    if (
      names.size === pairs.length &&
      pairs.every(([name, given]) => key.test(name) && given !== null && value.test(given))
    ) {
      return Object.fromEntries(pairs) as Record<string, string>;
    }
    context.addIssue({ code: "custom", message });
    return z.NEVER;
  });

/** They describe the body and the connection, which the app determines. */
const OWN_HEADERS =
  /^(connection|content-(encoding|length|type)|expect|host|keep-alive|te|trailer|transfer-encoding|upgrade)$/i;

/** RFC 9110 §5.6.2, and the characters that every server accepts in a value. */
export const headerList = keyValues({
  key: /^[\w!#$%&'*+.^`|~-]+$/,
  value: /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/,
  message: "must be headers in the form name=value,name=value, with each name once",
}).refine(
  (headers) => !Object.keys(headers).some((name) => OWN_HEADERS.test(name)),
  "must not contain Content-Type, Host or another header of the body or the connection",
);

export const attributeList = keyValues({
  key: /^[\x21-\x7e]+$/,
  value: /^\P{Cc}+$/u,
  message: "must be attributes in the form key=value,key=value, with each key once",
});
