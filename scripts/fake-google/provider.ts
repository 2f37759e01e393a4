// An OpenID provider on loopback that stands in for Google, in development and in tests: its own keys, a page to choose an
// account, PKCE, codes that work once. It takes only the parameters that Google documents. Tests make it lie or fail.
// https://developers.google.com/identity/openid-connect/openid-connect
import { createHash, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { consentPage, type FakeAccount } from "./consent-page";
import { createKey, issueIdToken, publicJwk, type Key } from "./id-token";
import type { Endpoint, Failure, Lie } from "./lies";

export interface FakeClient {
  clientId: string;
  clientSecret: string;
  redirectUri: string;
}

interface Grant {
  account: FakeAccount;
  nonce: string | null;
  challenge: string;
  /** Whether the request asked when the user last signed in. */
  asksWhen: boolean;
  issuedAt: number;
}

const PARAMETERS = [
  ...["client_id", "response_type", "scope", "redirect_uri", "state", "nonce", "prompt", "claims"],
  ...["code_challenge", "code_challenge_method"],
];
const PROMPTS = ["none", "consent", "select_account"];

const CODE_LIFETIME_MS = 60_000;
const MAX_BODY = 20_000;

const now = () => Math.floor(Date.now() / 1000);
const subjectOf = ({ sub, email }: FakeAccount) =>
  sub || BigInt(`0x${createHash("sha256").update(email.toLowerCase()).digest("hex").slice(0, 17)}`).toString();

async function bodyOf(request: IncomingMessage): Promise<URLSearchParams> {
  let text = "";
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > MAX_BODY) throw new Error("the body is too large");
  }
  return new URLSearchParams(text);
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" }).end(JSON.stringify(body));
}

function fail(response: ServerResponse, how: Failure): void {
  if (how === "slow") return;
  if (how === "down") response.destroy();
  else if (how === "failing") response.writeHead(500).end("down");
  else if (how === "redirecting") response.writeHead(302, { location: "/elsewhere" }).end();
  else response.writeHead(200, { "content-type": "application/json" }).end(how === "huge" ? "1".repeat(1e6) : "{oops");
}

export class FakeProvider {
  lie: Lie | null = null;
  failing: Partial<Record<Endpoint, Failure>> = {};
  /** How often each endpoint was asked. */
  readonly asked: Record<Endpoint, number> = { metadata: 0, keys: 0, token: 0 };
  private key: Key | null = null;
  private readonly grants = new Map<string, Grant>();
  private readonly server = createServer((request, response) => {
    this.answer(request, response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(400, { "content-type": "text/plain" });
      response.end(error instanceof Error ? error.message : "bad request");
    });
  });

  constructor(private readonly client: FakeClient) {}

  get issuer(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async start(port = 0): Promise<void> {
    await this.rotateKeys();
    await new Promise<void>((resolve, reject) => {
      this.server.once("error", reject).listen(port, "127.0.0.1", resolve);
    });
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  async rotateKeys(): Promise<void> {
    this.key = await createKey();
  }

  /** What the page does for a user who chooses this account: returns the URL of the callback. */
  consent(authorizationUrl: string, account: FakeAccount | null): string {
    const asked = new URL(authorizationUrl).searchParams;
    this.assertRequest(asked);
    const target = new URL(this.client.redirectUri);
    target.searchParams.set("state", asked.get("state") ?? "");
    target.searchParams.set("iss", this.issuer);
    if (!account) {
      target.searchParams.set("error", "access_denied");
      return target.href;
    }
    const code = randomUUID();
    const challenge = asked.get("code_challenge") ?? "";
    const asksWhen = asked.get("claims")?.includes('"auth_time"') ?? false;
    this.grants.set(code, { account, nonce: asked.get("nonce"), challenge, asksWhen, issuedAt: Date.now() });
    target.searchParams.set("code", code);
    return target.href;
  }

  private assertRequest(asked: URLSearchParams): void {
    const expected = {
      response_type: "code",
      client_id: this.client.clientId,
      redirect_uri: this.client.redirectUri,
      code_challenge_method: "S256",
    };
    for (const [name, value] of Object.entries(expected)) {
      if (asked.get(name) !== value) throw new Error(`${name} must be ${value}`);
    }
    for (const name of asked.keys()) if (!PARAMETERS.includes(name)) throw new Error(`${name} is not documented`);
    if (!PROMPTS.includes(asked.get("prompt") ?? "none")) throw new Error("prompt is not documented");
    if (!asked.get("scope")?.split(" ").includes("openid")) throw new Error("scope must contain openid");
    if (!/^[\w-]{43}$/.test(asked.get("code_challenge") ?? "")) throw new Error("code_challenge is missing");
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", this.issuer);
    const route = `${request.method} ${url.pathname}`;
    const endpoint = { "GET /.well-known/openid-configuration": "metadata", "GET /keys": "keys", "POST /token": "token" }[
      route
    ] as Endpoint | undefined;
    if (endpoint) {
      this.asked[endpoint] += 1;
      const how = this.failing[endpoint];
      if (how) {
        fail(response, how);
        return;
      }
    }
    if (endpoint === "metadata") sendJson(response, 200, this.metadata());
    else if (endpoint === "keys") sendJson(response, 200, { keys: [await publicJwk(this.currentKey())] });
    else if (endpoint === "token") await this.exchange(await bodyOf(request), response);
    else if (url.pathname === "/favicon.ico") response.writeHead(204).end();
    else if (route === "GET /authorize") {
      this.assertRequest(url.searchParams);
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(consentPage(url.pathname + url.search));
    } else if (route === "POST /authorize") {
      response.writeHead(303, { location: this.consent(url.href, accountIn(await bodyOf(request))) }).end();
    } else response.writeHead(404).end();
  }

  private currentKey(): Key {
    if (!this.key) throw new Error("the provider has not started");
    return this.key;
  }

  private metadata() {
    const { issuer } = this;
    return {
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/keys`,
      response_types_supported: ["code"],
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: ["RS256"],
      authorization_response_iss_parameter_supported: true,
    };
  }

  private async exchange(body: URLSearchParams, response: ServerResponse): Promise<void> {
    const code = body.get("code") ?? "";
    const grant = this.grants.get(code);
    this.grants.delete(code);
    const { clientId, clientSecret, redirectUri } = this.client;
    const isClient = body.get("client_id") === clientId && body.get("client_secret") === clientSecret;
    const challenge = createHash("sha256")
      .update(body.get("code_verifier") ?? "")
      .digest("base64url");
    const isValid =
      body.get("grant_type") === "authorization_code" &&
      body.get("redirect_uri") === redirectUri &&
      grant !== undefined &&
      grant.challenge === challenge &&
      Date.now() - grant.issuedAt < CODE_LIFETIME_MS;
    if (!isClient) sendJson(response, 401, { error: "invalid_client" });
    else if (!isValid) sendJson(response, 400, { error: "invalid_grant" });
    else {
      const id_token = await issueIdToken(this.claims(grant), this.currentKey(), this.lie);
      sendJson(response, 200, { access_token: randomUUID(), token_type: "Bearer", expires_in: 3600, id_token });
    }
  }

  private claims({ account, nonce, asksWhen }: Grant) {
    const { email, name, hd, email_verified = true } = account;
    const { clientId } = this.client;
    const time = { iat: now(), exp: now() + 3600, ...(asksWhen && { auth_time: now() }) };
    const person = { sub: subjectOf(account), email, email_verified, ...(name && { name }), ...(hd && { hd }) };
    return { iss: this.issuer, aud: clientId, azp: clientId, ...person, ...time, ...(nonce && { nonce }) };
  }
}

/** The account that was chosen or entered on the page; null if the user canceled. */
function accountIn(form: URLSearchParams): FakeAccount | null {
  if (form.has("cancel")) return null;
  const text = (name: string) => form.get(name)?.trim() || undefined;
  const { email, sub, name, hd } = { email: text("email"), sub: text("sub"), name: text("name"), hd: text("hd") };
  if (!email) throw new Error("an account needs an address");
  const optional = Object.fromEntries(Object.entries({ sub, name, hd }).filter(([, value]) => value !== undefined));
  return { email, email_verified: form.get("email_verified") === "true", ...optional };
}
