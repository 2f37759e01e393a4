// Multipart bodies as browsers send them, and the id of the action that a page's form calls.
import { uniqueAddress } from "@/tests/factories/addresses";

const BOUNDARY = "a-boundary-that-is-long-enough-for-all";
export const FORM_TYPE = `multipart/form-data; boundary=${BOUNDARY}`;

const part = ([name, value]: [string, string]) =>
  `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
export const form = (...fields: [string, string][]) => `${fields.map(part).join("")}--${BOUNDARY}--\r\n`;

/** The framework's id of the action that the sign-in form calls. */
export async function actionId(url: string): Promise<string> {
  const html = await (await fetch(`${url}/login`, { headers: { "X-Forwarded-For": uniqueAddress() } })).text();
  const id = /&quot;id&quot;:&quot;([0-9a-f]{40,42})&quot;/.exec(html)?.[1];
  if (!id) throw new Error("the form names no action");
  return id;
}
