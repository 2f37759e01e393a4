// Sends requests with a session cookie, each from its own IP address. Reads and sends forms as a browser without JavaScript
// does.
import type { Page } from "@playwright/test";
import { ApiClient } from "./api-client";
import { uniqueAddress } from "@/tests/factories/addresses";

export type Body = Record<string, unknown> | undefined;

export async function ask(url: string, method: string, target: string, cookie: string | null, body?: Body) {
  const response = await new ApiClient(url).request(method, target, body, cookie ? { Cookie: cookie } : {});
  return { status: response.status, location: response.headers.get("location"), text: await response.text() };
}

export interface PageForm {
  /** The framework's id of the action, or the path that the form posts to. */
  action: string;
  /** The visible text of the form's button, its hidden text if only an icon is visible, or empty without a button. */
  label: string;
  fields: [string, string][];
}

/** A page's posting forms, with a value for every empty field. */
function postingForms(page: Page, html: string): Promise<PageForm[]> {
  return page.evaluate((text) => {
    const parsed = new DOMParser().parseFromString(text, "text/html");
    const filled = (input: Element): string => {
      if (input instanceof HTMLSelectElement) return input.value;
      const value = input instanceof HTMLTextAreaElement ? input.textContent : input.getAttribute("value");
      if (value) return value;
      const { type } = input as HTMLInputElement;
      return type === "email" ? "somebody.new@example.com" : type === "hidden" ? "" : "Something to fill in";
    };
    const posting = [...parsed.forms].filter(({ method }) => method === "post");
    return posting.map((form) => {
      const fields = [...form.querySelectorAll("input[name], select[name], textarea[name]")].map(
        (input): [string, string] => [input.getAttribute("name") ?? "", filled(input)],
      );
      const reference = fields.find(([name]) => /^\$ACTION_\d+:0$/.test(name))?.[1];
      const button = form.querySelector("button[type=submit]");
      const whole = button?.textContent.trim() ?? "";
      for (const hidden of button?.querySelectorAll(".sr-only") ?? []) hidden.remove();
      const label = button?.textContent.trim() || whole;
      if (reference) return { action: (JSON.parse(reference) as { id: string }).id, label, fields };
      const pressed = button?.getAttribute("name");
      if (pressed) fields.push([pressed, button?.getAttribute("value") ?? ""]);
      return { action: form.getAttribute("action") ?? "", label, fields };
    });
  }, html);
}

const isPath = ({ action }: PageForm) => action === "" || action.startsWith("/");

/** A page's forms that call a server action. */
export async function formsIn(page: Page, html: string): Promise<PageForm[]> {
  return (await postingForms(page, html)).filter((form) => !isPath(form));
}

/** A page's forms that post to a path, which is their `action`. */
export async function plainFormsIn(page: Page, html: string): Promise<PageForm[]> {
  return (await postingForms(page, html)).filter(isPath);
}

/** Sends a form as a browser without JavaScript does. The caller reads the response's body. */
export async function postForm(
  url: string,
  target: string,
  fields: [string, string][],
  cookie: string | null,
): Promise<Response> {
  const body = new FormData();
  for (const [name, value] of fields) body.append(name, value);
  const headers = {
    "X-Forwarded-For": uniqueAddress(),
    "Sec-Fetch-Site": "same-origin",
    Origin: url,
    ...(cookie ? { Cookie: cookie } : {}),
  };
  return fetch(url + target, { method: "POST", redirect: "manual", headers, body });
}

/** Like `postForm`, for a form that posts to a path. */
export async function postPlainForm(
  url: string,
  target: string,
  fields: [string, string][],
  cookie: string,
): Promise<Response> {
  const headers = { "X-Forwarded-For": uniqueAddress(), "Sec-Fetch-Site": "same-origin", Origin: url, Cookie: cookie };
  return fetch(url + target, { method: "POST", redirect: "manual", headers, body: new URLSearchParams(fields) });
}
