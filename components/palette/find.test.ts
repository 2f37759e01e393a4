import { expect, it, vi } from "vitest";
import { find } from "./find";

const GROUPS = [{ title: "Members", hits: [{ id: "1", label: "Ada", hint: "ada@example.com", path: "/members" }] }];

function answering(response: () => Response): void {
  vi.stubGlobal("fetch", () => Promise.resolve().then(response));
}

const search = (signal = new AbortController().signal) => find("acme", "Ada", signal);

it("returns what the server found", async () => {
  answering(() => Response.json({ groups: GROUPS }));
  expect(await search()).toEqual({ groups: GROUPS });
});

it.each([
  [401, { message: "Please sign in first." }, "You were signed out."],
  [403, { message: "This organization is suspended." }, "This organization is suspended."],
  [404, { message: "The page or item was not found." }, "You no longer have access to this organization."],
  [422, { message: "Please check.", details: { search: "Use at most 100 characters." } }, "Use at most 100 characters."],
  [429, {}, "Too many requests. Please wait a moment and try again."],
  [500, {}, "The search did not work. Please try again."],
  [503, {}, "The search did not work. Please try again."],
  [418, {}, "The search did not work. Please try again."],
] as const)("says why the server refused with status %i", async (status, body, problem) => {
  answering(() => Response.json(body, { status }));
  expect(await search()).toEqual({ groups: [], problem, isSignedOut: status === 401 });
});

it.each([200, 403, 502])("does not take a response that is not JSON for an empty result, with status %i", async (status) => {
  answering(() => new Response("<!doctype html>", { status }));
  expect(await search()).toMatchObject({ groups: [], problem: "The search did not work. Please try again." });
});

it("says that the server could not be reached", async () => {
  answering(() => {
    throw new TypeError("Failed to fetch");
  });
  expect(await search()).toEqual({
    groups: [],
    problem: "The server could not be reached. Please check your connection.",
  });
});

it("rejects if the request was aborted, because a later search shows its own result", async () => {
  const request = new AbortController();
  request.abort();
  vi.stubGlobal("fetch", () => Promise.reject(new DOMException("aborted", "AbortError")));
  await expect(search(request.signal)).rejects.toThrow("aborted");
});
