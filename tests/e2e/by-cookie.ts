// Requests by session cookie, each from an address of its own, and the forms of a page as a browser without script has them.
import type { Page } from "@playwright/test";
import { ApiClient, someAddress } from "./api-client";

export type Body = Record<string, unknown> | undefined;

export async function ask(url: string, method: string, target: string, cookie: string | null, body?: Body) {
  const response = await new ApiClient(url).request(method, target, body, cookie ? { Cookie: cookie } : {});
  return { status: response.status, location: response.headers.get("location"), text: await response.text() };
}

export interface PageForm {
  /** The server's name of the action. */
  action: string;
  /** What its button says to everybody; nothing where there is none. */
  label: string;
  fields: [string, string][];
}

/** The forms of a page that send an action, filled in where the page leaves them empty. */
export function formsIn(page: Page, html: string): Promise<PageForm[]> {
  return page.evaluate((text) => {
    const parsed = new DOMParser().parseFromString(text, "text/html");
    const filled = (input: Element): string => {
      if (input instanceof HTMLSelectElement) return input.value;
      const value = input instanceof HTMLTextAreaElement ? input.textContent : input.getAttribute("value");
      if (value) return value;
      const { type } = input as HTMLInputElement;
      return type === "email" ? "somebody.new@example.com" : type === "hidden" ? "" : "Something to fill in";
    };
    return [...parsed.forms].flatMap((form) => {
      const fields = [...form.querySelectorAll("input[name], select[name], textarea[name]")].map(
        (input): [string, string] => [input.getAttribute("name") ?? "", filled(input)],
      );
      const reference = fields.find(([name]) => /^\$ACTION_\d+:0$/.test(name))?.[1];
      if (!reference) return [];
      const button = form.querySelector("button[type=submit]");
      for (const hidden of button?.querySelectorAll(".sr-only") ?? []) hidden.remove();
      return [{ action: (JSON.parse(reference) as { id: string }).id, label: button?.textContent.trim() ?? "", fields }];
    });
  }, html);
}

/** Where the other forms of a page post to; nothing for one that does not say. */
export function plainTargetsIn(page: Page, html: string): Promise<string[]> {
  return page.evaluate((text) => {
    const posting = [...new DOMParser().parseFromString(text, "text/html").forms].filter(({ method }) => method === "post");
    const plain = posting.filter((form) => ![...form.elements].some((input) => /^\$ACTION_\d+:0$/.test(input.getAttribute("name") ?? "")));
    return plain.map((form) => form.getAttribute("action") ?? "");
  }, html);
}

/** As a browser without script sends a form. The answer's body is the caller's to read. */
export async function postForm(url: string, target: string, fields: [string, string][], cookie: string | null): Promise<Response> {
  const body = new FormData();
  for (const [name, value] of fields) body.append(name, value);
  const headers = { "X-Forwarded-For": someAddress(), "Sec-Fetch-Site": "same-origin", Origin: url, ...(cookie ? { Cookie: cookie } : {}) };
  return fetch(url + target, { method: "POST", redirect: "manual", headers, body });
}
