import http from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RequestContext } from "@/lib/observability/request-context";
import { sendReplacementPages } from "./replacement-page";

const NOTICE = "<!doctype html><title>Ours, with an ö</title>";
const HTML = { "Content-Type": "text/html; charset=utf-8" };

type Handler = (response: http.ServerResponse) => void;

/** Every way in which the framework can send a document. */
const DOCUMENTS: Record<string, Handler> = {
  "in one piece": (response) => response.writeHead(404, { ...HTML, ETag: "x", Link: "</font>; rel=preload" }).end("theirs"),
  "without writeHead": (response) => {
    response.statusCode = 404;
    response.setHeader("Content-Type", "text/html");
    response.end("theirs");
  },
  "in many pieces": (response) => {
    response.statusCode = 404;
    response.setHeader("Content-Type", "text/html");
    response.write("the", () => response.write("irs", "utf8", () => response.end()));
  },
  "compressed, with a length": (response) => {
    const packed = gzipSync("theirs");
    response.setHeader("Content-Encoding", "gzip");
    response.setHeader("Content-Length", packed.length);
    response.writeHead(404, "Not Found", HTML);
    response.end(packed);
  },
  "with its headers flushed first": (response) => {
    response.statusCode = 404;
    response.setHeader("Content-Type", "text/html");
    response.flushHeaders();
    response.end("theirs");
  },
};

let handler: Handler = () => undefined;
let replacementPage: RequestContext["replacementPage"];
let retryAfterSeconds: number | undefined;
const server = http.createServer((request, response) => {
  const context = { requestId: "the-id", target: request.url ?? "" } as RequestContext;
  sendReplacementPages(request, response, context);
  Object.assign(context, { replacementPage, retryAfterSeconds });
  handler(response);
});

beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
afterAll(() => new Promise((resolve) => server.close(resolve)));

async function ask(next: Handler, page: RequestContext["replacementPage"], method = "GET") {
  [handler, replacementPage] = [next, page];
  return answered(method);
}

async function answered(method: string, headers: Record<string, string> = {}, target = "/") {
  const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${target}`, { method, headers });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

it.each(Object.entries(DOCUMENTS))("replaces the framework's document if it is sent %s", async (_how, document) => {
  const { status, headers, text } = await ask(document, { status: 404, html: NOTICE });
  expect([status, text]).toEqual([404, NOTICE]);
  expect(headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect(headers.get("content-length")).toBe(String(Buffer.byteLength(NOTICE)));
  for (const name of ["content-encoding", "etag", "link"]) expect(headers.get(name)).toBeNull();
});

it.each(Object.entries(DOCUMENTS))("keeps a document sent %s if there is no replacement page", async (_how, document) => {
  const { status, text } = await ask(document, undefined);
  expect([status, text]).toEqual([404, "theirs"]);
});

it.each<[string, Handler]>([
  ["with a status other than the replacement page's", (response) => response.writeHead(200, HTML).end("theirs")],
  [
    "for the framework's script",
    (response) => response.writeHead(404, { "Content-Type": "text/x-component" }).end("theirs"),
  ],
  ["as JSON", (response) => response.writeHead(404, { "content-type": "application/json" }).end("theirs")],
])("does not replace a response sent %s", async (_how, answer) => {
  expect((await ask(answer, { status: 404, html: NOTICE })).text).toBe("theirs");
});

it("sends no body in response to HEAD, even if there is a replacement page", async () => {
  const { status, text } = await ask(
    (response) => response.writeHead(404, HTML).end(),
    { status: 404, html: NOTICE },
    "HEAD",
  );
  expect([status, text]).toEqual([404, ""]);
});

describe("the framework's response to an unknown action", () => {
  const NONCE = "AAAAAAAAAAAAAAAAAAAAAA==";
  const unknown: Handler = (response) => {
    response.setHeader("x-nextjs-action-not-found", "1");
    response.writeHead(404, { "Content-Type": "text/plain" }).end("theirs");
  };
  const policy = (nonce: string) => ({ "Content-Security-Policy": `script-src 'self' 'nonce-${nonce}'` });

  it("is replaced for a plain form, by a page with the request's id, nonce and address", async () => {
    [handler, replacementPage] = [unknown, undefined];
    const { status, text, headers } = await answered("POST", policy(NONCE), "/login?next=%2Fx");
    expect([status, headers.get("content-type")]).toEqual([404, "text/html; charset=utf-8"]);
    for (const part of ["This page has been updated", "the-id", `nonce="${NONCE}"`, 'href="/login?next=%2Fx"'])
      expect(text).toContain(part);
  });

  it("is replaced by a page that shows nothing of a forged policy or target", async () => {
    [handler, replacementPage] = [unknown, undefined];
    const { text } = await answered("POST", policy('"><script>alert(1)</script>'), "//evil.example/");
    expect(text).toContain("This page has been updated");
    expect(text).not.toMatch(/alert|evil/);
  });

  it("is kept if the framework's script sent the form", async () => {
    [handler, replacementPage] = [unknown, undefined];
    expect((await answered("POST", { "Next-Action": "00" })).text).toBe("theirs");
  });

  it("is told apart from other plain-text responses", async () => {
    handler = (response) => response.writeHead(404, { "Content-Type": "text/plain" }).end("theirs");
    expect((await answered("POST")).text).toBe("theirs");
  });
});

describe("a page that failed", () => {
  const failed =
    (type: string, status = 500): Handler =>
    (response) => {
      response.statusCode = status;
      response.setHeader("Content-Type", type);
      response.end("theirs");
    };
  const after = async (seconds: number | undefined, next: Handler, method = "GET") => {
    retryAfterSeconds = seconds;
    const answer = await ask(next, undefined, method);
    retryAfterSeconds = undefined;
    return [answer.status, answer.headers.get("retry-after"), answer.text] as const;
  };

  it("gets 503 and a page that works without JavaScript if the database was unavailable", async () => {
    const [status, wait, text] = await after(5, failed("text/html; charset=utf-8"));
    expect([status, wait]).toEqual([503, "5"]);
    expect(text).toMatch(/<h1>We are busy right now<\/h1>/);
    expect(text).toContain("the-id");
    expect(await after(5, failed("text/html"), "HEAD")).toEqual([503, "5", ""]);
  });

  it("does not invite the user to send a form again, because it may have been carried out", async () => {
    const [status, wait, text] = await after(5, failed("text/html"), "POST");
    expect([status, wait]).toEqual([503, null]);
    expect(text).toContain("What you sent may have been saved");
    expect(text).not.toContain("Try again");
  });

  it("keeps its own response otherwise", async () => {
    expect(await after(undefined, failed("text/html"))).toEqual([500, null, "theirs"]);
    for (const type of ["application/json", "text/x-component"])
      expect(await after(5, failed(type))).toEqual([500, null, "theirs"]);
    for (const status of [200, 404]) expect(await after(5, failed("text/html", status))).toEqual([status, null, "theirs"]);
  });
});
