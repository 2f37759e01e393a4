import { describe, expect, it } from "vitest";
import { passRequestOn, withoutInternals } from "./middleware-protocol";
import { headersOfHit, route, routeError, type Route, type Routed } from "./routes";

/** The kinds of route that the builder writes for an app with middleware and a dynamic page. */
const ROUTES: Route[] = [
  { src: "^/old$", headers: { Location: "/new" }, status: 308 },
  {
    src: "/(.*)",
    has: [{ type: "header", key: "next-action", value: "7f00" }],
    transforms: [{ type: "request.headers", op: "set", target: { key: "x-server-action-name" }, args: "submit" }],
    continue: true,
  },
  {
    src: "^/(?!_next/static/).*$",
    missing: [{ type: "header", key: "x-bypass", value: "secret" }],
    middlewarePath: "/_middleware",
    continue: true,
  },
  {
    src: "^/((?!.+\\.rsc).+?)(?:/)?$",
    has: [{ type: "header", key: "rsc", value: "1" }],
    dest: "/$1.rsc",
    headers: { vary: "rsc" },
    continue: true,
  },
  { handle: "filesystem" },
  { handle: "resource" },
  { src: "/.*", status: 404 },
  { handle: "miss" },
  { src: "/_next/static/.+", status: 404, check: true, dest: "/_next/static/not-found.txt" },
  { src: "^/(?<path>.+)(?<rscSuffix>\\.segments/.+\\.segment\\.rsc)(?:/)?$", dest: "/$path.rsc", check: true },
  { handle: "rewrite" },
  { src: "^/org/(?<nxtPorg>[^/]+?)(?<rscSuffix>\\.rsc)(?:/)?$", dest: "/org/[org]$rscSuffix?nxtPorg=$nxtPorg", check: true },
  { src: "^/org/(?<nxtPorg>[^/]+?)(?:/)?$", dest: "/org/[org]?nxtPorg=$nxtPorg", check: true },
  { handle: "hit" },
  { src: "/_next/static/chunks/.+", headers: { "cache-control": "immutable" }, continue: true },
  { src: "/(.*?)(?:/)?", headers: { "x-matched-path": "/$1" }, continue: true },
  { handle: "error" },
  { src: "/.*", dest: "/_not-found", status: 404 },
  { src: "/.*", dest: "/500", status: 500 },
];
const OUTPUTS = new Set([
  "/login",
  "/login.rsc",
  "/org/[org]",
  "/org/[org].rsc",
  "/_next/static/chunks/a.js",
  "/_next/static/not-found.txt",
]);

function asked(path: string, headers: Record<string, string> = {}, query = ""): Routed {
  return {
    method: "GET",
    path,
    query: new URLSearchParams(query),
    headers: new Headers(headers),
    responseHeaders: new Headers(),
  };
}

async function routed(at: Routed, middleware: () => Promise<string | null> = () => Promise.resolve(null)) {
  const outcome = await route(ROUTES, at, { exists: (path) => OUTPUTS.has(path), runMiddleware: middleware });
  return outcome.kind === "output" ? outcome.path : outcome.kind === "response" ? outcome.response : outcome.kind;
}

describe("the platform's routes", () => {
  it.each([
    ["/login", {}, "/login"],
    ["/login", { rsc: "1" }, "/login.rsc"],
    ["/org/acme", {}, "/org/[org]"],
    ["/org/acme/", {}, "/org/[org]"],
    ["/org/acme", { rsc: "1" }, "/org/[org].rsc"],
    ["/login.segments/_tree.segment.rsc", {}, "/login.rsc"],
    ["/_next/static/chunks/a.js", {}, "/_next/static/chunks/a.js"],
    ["/_next/static/chunks/none.js", {}, "/_next/static/not-found.txt"],
    ["/nowhere", {}, "/_not-found"],
    ["/old", {}, "redirect"],
  ])("lead from %s with the headers %j to %s", async (path, headers, output) => {
    expect(await routed(asked(path, headers))).toBe(output);
  });

  it("put path parameters into the query, in place of those that the client sent", async () => {
    const at = asked("/org/a%2Bb", {}, "nxtPorg=other&search=x");
    await routed(at);
    expect([...at.query]).toEqual([
      ["nxtPorg", "a+b"],
      ["search", "x"],
    ]);
  });

  it("set the status of a missing file or page, but not of a page that exists", async () => {
    const [file, page, found] = [asked("/_next/static/chunks/none.js"), asked("/nowhere"), asked("/org/acme")];
    for (const at of [file, page, found]) await routed(at);
    expect([file.status, page.status, found.status]).toEqual([404, 404, undefined]);
  });

  it("run the middleware for everything but static files, and stop at its response", async () => {
    const answers = () => Promise.resolve("by the middleware");
    expect(await routed(asked("/login"), answers)).toBe("by the middleware");
    expect(await routed(asked("/_next/static/chunks/a.js"), answers)).toBe("/_next/static/chunks/a.js");
    expect(await routed(asked("/login", { "x-bypass": "guess" }), answers)).toBe("by the middleware");
  });

  it("change the request's headers if a condition is met", async () => {
    const [action, other] = [asked("/login", { "next-action": "7f00" }), asked("/login", { "next-action": "7f001" })];
    for (const at of [action, other]) await routed(at);
    expect([action, other].map(({ headers }) => headers.get("x-server-action-name"))).toEqual(["submit", null]);
  });

  it("name the output that was found, and mark files with a hash in their name as immutable", () => {
    expect(headersOfHit(ROUTES, "/org/[org]").get("x-matched-path")).toBe("/org/[org]");
    expect(headersOfHit(ROUTES, "/_next/static/chunks/a.js").get("cache-control")).toBe("immutable");
    expect(headersOfHit(ROUTES, "/login").get("cache-control")).toBeNull();
  });

  it("lead to the page for errors", () => {
    const at = asked("/login");
    expect([routeError(ROUTES, 500, at), at.status]).toEqual(["/500", 500]);
  });
});

describe("the middleware's response", () => {
  const said = (...headers: [string, string][]) => ({ status: 200, headers, body: Buffer.alloc(0) });

  it("changes, adds and removes headers of a request that goes on, and adds headers and cookies to the response", async () => {
    const at = asked("/login", { cookie: "a=1", "x-forged": "1", accept: "text/html" });
    const answer = passRequestOn(
      said(
        ["x-middleware-next", "1"],
        ["x-middleware-override-headers", "accept,cookie,x-added"],
        ["x-middleware-request-accept", "text/html"],
        ["x-middleware-request-cookie", "a=2"],
        ["x-middleware-request-x-added", "yes"],
        ["content-security-policy", "default-src 'self'"],
        ["set-cookie", "one=1"],
        ["set-cookie", "two=2"],
      ),
      at,
    );
    expect(answer).toBeNull();
    expect([...at.headers]).toEqual([
      ["accept", "text/html"],
      ["cookie", "a=2"],
      ["x-added", "yes"],
    ]);
    expect(at.responseHeaders.getSetCookie()).toEqual(["one=1", "two=2"]);
    expect(at.responseHeaders.get("content-security-policy")).toBe("default-src 'self'");
  });

  it("is sent as it is if the request does not go on, without headers that are for the platform only", async () => {
    const at = asked("/login");
    const refusal = said(["x-middleware-override-headers", "a"], ["content-type", "text/html"]);
    const answer = passRequestOn(refusal, at);
    expect(answer && withoutInternals(answer).headers).toEqual([["content-type", "text/html"]]);
    expect([...at.responseHeaders]).toEqual([]);
  });
});
