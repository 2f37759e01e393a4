// A visitor with one IP address, who sends single requests and sees the responses as they are on the wire.
import type { Mailbox } from "@/tests/setup/mailbox";
import { FIRST_PASSWORD, newAddress, tokenOf } from "./journey";
import { send, valueOf, valuesOf, type HeaderList, type RawAnswer, type RawRequest } from "./raw-http";

/** A request id that a client forges. */
export const CLAIMED_REQUEST_ID = "6f9d1b52-3d0c-4a5e-9a53-0123456789ab";

export class RawVisitor {
  private readonly cookies = new Map<string, string>();

  constructor(
    readonly url: string,
    private readonly address: string,
  ) {}

  async send(path: string, { method = "GET", headers = [], body }: RawRequest = {}): Promise<RawAnswer> {
    const given = new Set(headers.map(([name]) => name.toLowerCase()));
    const usual = this.usualHeaders(method).filter(([name]) => !given.has(name.toLowerCase()));
    const answer = await send(this.url, path, { method, headers: [...usual, ...headers], body });
    for (const line of valuesOf(answer, "Set-Cookie")) this.keep(line);
    return answer;
  }

  private usualHeaders(method: string): [string, string][] {
    const cookie = this.cookieHeader();
    return [
      ["X-Forwarded-For", this.address],
      ["X-Request-ID", CLAIMED_REQUEST_ID],
      ...(method === "GET" || method === "HEAD" ? [] : ([["Origin", this.url]] as [string, string][])),
      ...(cookie ? ([["Cookie", cookie]] as [string, string][]) : []),
    ];
  }

  cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  private keep(line: string): void {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (/Max-Age=0/i.test(line)) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }

  get(path: string, headers: HeaderList = []): Promise<RawAnswer> {
    return this.send(path, { headers });
  }

  post(path: string, body: unknown, headers: HeaderList = []): Promise<RawAnswer> {
    const json = [["Content-Type", "application/json"], ...headers] as HeaderList;
    return this.send(path, { method: "POST", headers: json, body: JSON.stringify(body) });
  }

  /** Submits a page's form as a browser without JavaScript does. */
  async submit(path: string, values: Record<string, string>, headers: HeaderList = []): Promise<RawAnswer> {
    const [field = ""] = Object.keys(values);
    const forms = (await this.get(path)).body.split("</form>").map((part) => part.slice(part.lastIndexOf("<form")));
    const hidden = hiddenFields(forms.find((form) => form.includes(`name="${field}"`)) ?? "");
    if (!hidden.some(([name]) => name.startsWith("$ACTION_"))) throw new Error(`${path} has none of our forms`);
    return this.sendForm(path, [...hidden, ...Object.entries(values)], headers);
  }

  /** Submits a page's form as the framework's script does. */
  async callAction(path: string, values: Record<string, string>, headers: HeaderList = []): Promise<RawAnswer> {
    const fields = Object.entries(values).map(([name, value]): [string, string] => [`_1_${name}`, value]);
    const call: HeaderList = [
      ["Next-Action", actionId((await this.get(path)).body)],
      ["Accept", "text/x-component"],
    ];
    return this.sendForm(path, [...fields, ["0", JSON.stringify([{ status: "idle" }, "$K1"])]], [...call, ...headers]);
  }

  private sendForm(path: string, fields: [string, string][], headers: HeaderList): Promise<RawAnswer> {
    const form: HeaderList = [["Content-Type", `multipart/form-data; boundary=${BOUNDARY}`], ...headers];
    return this.send(path, { method: "POST", headers: form, body: multipart(fields) });
  }

  /** Requests a page as the framework's script does, and follows the redirect that adds the cache parameter. */
  async getByScript(path: string, headers: HeaderList): Promise<RawAnswer> {
    const first = await this.get(path, headers);
    return first.status === 307 ? this.get(valueOf(first, "Location"), headers) : first;
  }

  /** Signs up, verifies and signs in as a new user. @returns the e-mail address */
  async signUpAndIn(mailbox: Mailbox): Promise<string> {
    const email = newAddress();
    await this.expectStatus(202, this.post("/api/auth/signup", { email, password: FIRST_PASSWORD, name: "Rosa Raw" }));
    const token = tokenOf((await mailbox.waitFor(email, { subject: /Verify/ })).links[0]);
    await this.expectStatus(204, this.post("/api/auth/verify-email", { token }));
    await this.expectStatus(200, this.post("/api/auth/login", { email, password: FIRST_PASSWORD }));
    return email;
  }

  private async expectStatus(status: number, asked: Promise<RawAnswer>): Promise<void> {
    const answer = await asked;
    if (answer.status !== status) throw new Error(`expected ${status}, got ${answer.status}: ${answer.body}`);
  }
}

/** Long enough for Node's parser, which refuses a boundary of fewer than 27 characters. */
const BOUNDARY = `----------------------------${"0123456789".repeat(2)}`;

function multipart(fields: [string, string][]): string {
  const parts = fields.map(
    ([name, value]) => `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return `${parts.join("")}--${BOUNDARY}--\r\n`;
}

const ENTITIES: Record<string, string> = { quot: '"', amp: "&", lt: "<", gt: ">", "#x27": "'", "#39": "'" };

function unescape(text: string): string {
  return text.replace(/&([a-z]+|#x?\d+);/g, (entity, name: string) => ENTITIES[name] ?? entity);
}

function hiddenFields(html: string): [string, string][] {
  const attribute = (tag: string, name: string) => unescape(new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? "");
  const tags = [...html.matchAll(/<input\b[^>]*type="hidden"[^>]*>/g)];
  return tags.map(([tag]) => [attribute(tag, "name"), attribute(tag, "value")]);
}

function actionId(html: string): string {
  const reference = hiddenFields(html).find(([name]) => /^\$ACTION_\d+:0$/.test(name))?.[1] ?? "{}";
  const { id } = JSON.parse(reference) as { id?: string };
  if (id === undefined) throw new Error("none of our forms is on this page");
  return id;
}
