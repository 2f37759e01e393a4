import { randomUUID } from "node:crypto";
import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { recordEnding } from "@/lib/auth/sessions/recent-endings";
import { env } from "@/lib/env/server";
import type { RequestContext } from "@/lib/observability/request-context";
import { renewSession } from "./session-renewal";

const TOKEN = "t".repeat(43);
const NOW = 5_000;

// Two cookies are compared, and each says when it expires.
beforeEach(() => vi.useFakeTimers({ toFake: ["Date"] }));
afterEach(() => vi.useRealTimers());

function renewed(changes: Partial<RequestContext> = {}, set?: string[]): string[] {
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  if (set) response.setHeader("Set-Cookie", set);
  const liveSession = { token: TOKEN, userId: randomUUID(), foundAt: NOW - 100 };
  const context = {
    requestId: randomUUID(),
    isForwarded: false,
    target: "/",
    isPageVisit: true,
    method: "GET",
    path: "/",
    ipAddress: "",
    dropHeader: () => undefined,
    liveSession,
    ...changes,
  };
  renewSession(response, context, NOW);
  return [response.getHeader("Set-Cookie") ?? []].flat().map(String);
}

it("renews the cookie of a session that this request found valid, and keeps other cookies", () => {
  const [cookie = ""] = renewed();
  expect(cookie).toMatch(
    new RegExp(
      `^session_id=${TOKEN}; Path=/; Expires=.+ GMT; Max-Age=${env().SESSION_COOKIE_MAX_AGE}; HttpOnly; SameSite=lax$`,
    ),
  );
  expect(renewed({}, ["flash=; Max-Age=0"])).toEqual(["flash=; Max-Age=0", cookie]);
});

it("renews nothing without a valid session, without a page visit, or if the response sets the session cookie itself", () => {
  expect(renewed({ liveSession: undefined })).toEqual([]);
  expect(renewed({ isPageVisit: false })).toEqual([]);
  expect(renewed({}, ["session_id=new; Path=/"])).toEqual(["session_id=new; Path=/"]);
});

it("renews nothing if the session may have ended since it was checked", () => {
  const userId = randomUUID();
  expect(renewed({ liveSession: { token: TOKEN, userId, foundAt: NOW - 1_001 } })).toEqual([]);
  recordEnding(userId, NOW - 50);
  expect(renewed({ liveSession: { token: TOKEN, userId, foundAt: NOW - 100 } })).toEqual([]);
  expect(renewed({ liveSession: { token: TOKEN, userId, foundAt: NOW - 10 } })).toEqual([]);
});
