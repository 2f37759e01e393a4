// An API client that is not a browser: plain requests, a cookie jar and one IP address.
import { uniqueAddress } from "@/tests/factories/addresses";

export class ApiClient {
  private readonly cookies = new Map<string, string>();

  constructor(
    private readonly url: string,
    private readonly address: string = uniqueAddress(),
  ) {}

  /** @param body a text is sent as it is */
  async request(
    method: string,
    path: string,
    body?: object | string,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(this.url + path, {
      method,
      redirect: "manual",
      headers: {
        "X-Forwarded-For": this.address,
        "Sec-Fetch-Site": "same-origin",
        ...(cookie ? { Cookie: cookie } : {}),
        ...(body ? { "Content-Type": "application/json" } : {}),
        ...headers,
      },
      body: typeof body === "object" ? JSON.stringify(body) : body,
    });
    for (const line of response.headers.getSetCookie()) this.keep(line);
    return response;
  }

  private keep(line: string): void {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (/Max-Age=0/i.test(line)) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }

  post(path: string, body?: object): Promise<Response> {
    return this.request("POST", path, body);
  }

  get(path: string): Promise<Response> {
    return this.request("GET", path);
  }
}
