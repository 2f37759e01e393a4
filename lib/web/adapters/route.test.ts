import { describe, expect, it } from "vitest";
import { methods } from "./route";
import type { RouteHandler } from "./route-contract";

const answering = (text: string): RouteHandler =>
  Object.assign(() => Promise.resolve(new Response(text)), { contracts: [] });
const [get, post] = [answering("get"), answering("post")];
const request = new Request("https://app.gatehouse.test/api/x", { method: "OPTIONS" });
const context = { params: Promise.resolve({}) };
const NAMES = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

describe("methods", () => {
  it("handles every HTTP method, so that none is left to the framework", () => {
    expect(Object.keys(methods({})).sort()).toEqual(NAMES.toSorted());
    for (const handler of Object.values(methods({ GET: get }))) expect(handler).toBeTypeOf("function");
  });

  it("maps each given method to its handler, HEAD to GET's handler, and no other method to either of them", () => {
    const { GET, HEAD, POST, PUT, PATCH, DELETE } = methods({ GET: get, POST: post });
    expect([GET, HEAD, POST]).toEqual([get, get, post]);
    for (const other of [PUT, PATCH, DELETE]) expect([get, post]).not.toContain(other);
  });

  it("does not run GET's handler for HEAD if GET has an effect", () => {
    expect(methods({ GET: get }, { head: false }).HEAD).not.toBe(get);
  });

  it.each([
    [{ GET: get }, {}, "GET, HEAD, OPTIONS"],
    [{ GET: get, POST: post }, { head: false }, "GET, POST, OPTIONS"],
    [{ DELETE: post }, {}, "DELETE, OPTIONS"],
  ])("lists the allowed methods in response to OPTIONS", async (handlers, options, allow) => {
    const response = await methods(handlers, options).OPTIONS(request, context);
    expect(response.status).toBe(204);
    expect(response.headers.get("Allow")).toBe(allow);
  });
});
