// Tests the fake REST API without Upstash's client, which would hide the wire format. The last two tests use the client.
import { createHash } from "node:crypto";
import { Ratelimit } from "@upstash/ratelimit";
import { Redis } from "@upstash/redis";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { describeWithRedis } from "../../tests/setup/with-redis";
import { findRedis, parseReply, redisOrSkipReason, startRedis, type RedisProcess } from "./server";
import { FakeUpstash } from "./upstash";

const SCRIPT = `return { KEYS[1], tonumber(ARGV[1]) + 1, false, { "OK", "ä", { 7 } } }`;
const SCRIPT_HASH = createHash("sha1").update(SCRIPT).digest("hex");
const encoded = (text: string) => Buffer.from(text).toString("base64");

describe("a machine's redis-server", () => {
  test("is not found outside the path and the given folders", () => {
    expect(findRedis("relative:/nowhere", ["/nowhere/else"])).toBeNull();
  });

  test("may be missing, but not in CI", () => {
    expect(redisOrSkipReason("/bin/redis-server", true)).toEqual({ redis: "/bin/redis-server", skip: null });
    expect(redisOrSkipReason(null, false).skip).toBe("skipped: no redis-server on this machine");
    expect(() => redisOrSkipReason(null, true)).toThrow("CI skips no tests");
  });
});

test("parses a reply only when it is complete", () => {
  const whole = Buffer.from("*3\r\n$4\r\na\r\nb\r\n$-1\r\n*-1\r\n");
  for (let length = 0; length < whole.length; length += 1) expect(parseReply(whole.subarray(0, length))).toBeNull();
  expect(parseReply(whole)).toEqual({ reply: [Buffer.from("a\r\nb"), null, null], next: whole.length });
});

describeWithRedis("the fake Upstash", () => {
  let redis: RedisProcess;
  let upstash: FakeUpstash;

  beforeAll(async () => {
    redis = await startRedis();
    upstash = new FakeUpstash(redis.port);
    await upstash.start();
  });

  afterAll(async () => {
    await upstash.stop();
    await redis.stop();
  });

  beforeEach(async () => {
    upstash.mood = "answering";
    upstash.commands.length = 0;
    await redis.flush();
  });

  const post = (body: unknown, path = "/", headers: Record<string, string> = {}) =>
    fetch(`${upstash.url}${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${upstash.token}`, ...headers },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(5000),
    });

  async function ask(body: unknown, path?: string, headers?: Record<string, string>) {
    const response = await post(body, path, headers);
    return { status: response.status, body: (await response.json()) as unknown };
  }

  const ok = (result: unknown) => ({ status: 200, body: { result } });
  const inBase64 = { "upstash-encoding": "base64" };

  test("executes commands and records them", async () => {
    expect(await ask(["SET", "key", "wört", "EX", 60])).toEqual(ok("OK"));
    expect(await ask(["GET", "key"])).toEqual(ok("wört"));
    expect(await ask(["GET", "missing"])).toEqual(ok(null));
    expect(await ask(["INCRBY", "count", 5])).toEqual(ok(5));
    expect(await ask(["MGET", "key", "missing", "count"])).toEqual(ok(["wört", null, "5"]));
    expect(upstash.commands.slice(0, 2)).toEqual([
      ["SET", "key", "wört", "EX", 60],
      ["GET", "key"],
    ]);
  });

  test("encodes strings as base64 when requested, except a reply that is only OK", async () => {
    expect(await ask(["SET", "key", "wört"], "/", inBase64)).toEqual(ok("OK"));
    expect(await ask(["GET", "key"], "/", inBase64)).toEqual(ok(encoded("wört")));
    expect(await ask(["PING"], "/", inBase64)).toEqual(ok(encoded("PONG")));
    expect(await ask(["STRLEN", "key"], "/", inBase64)).toEqual(ok(5));
    expect(await ask(["MGET", "key", "missing"], "/", inBase64)).toEqual(ok([encoded("wört"), null]));
    expect(await ask(["EVAL", SCRIPT, 1, "key", 41], "/", inBase64)).toEqual(
      ok([encoded("key"), 42, null, [encoded("OK"), encoded("ä"), [7]]]),
    );
  });

  test("runs a script, and afterwards accepts its hash instead", async () => {
    await redis.restart();
    const unknown = await ask(["EVALSHA", SCRIPT_HASH, 1, "key", 41], "/", inBase64);
    expect(unknown).toEqual({ status: 400, body: { error: expect.stringMatching(/^NOSCRIPT /) as string } });
    const result = ["key", 42, null, ["OK", "ä", [7]]];
    expect(await ask(["EVAL", SCRIPT, 1, "key", 41])).toEqual(ok(result));
    expect(await ask(["EVALSHA", SCRIPT_HASH, 1, "key", 41])).toEqual(ok(result));
  });

  const flagged = ["allow-key-locking", "no-writes,allow-key-locking", "no-writes"];

  test.each(flagged)("runs a script with the flags %s", async (flags) => {
    const script = `#!lua flags=${flags}\nreturn KEYS[1]`;
    const hash = createHash("sha1").update(script).digest("hex");
    expect((await ask(["EVALSHA", hash, 1, "key"])).status).toBe(400);
    expect(await ask(["EVAL", script, 1, "key"])).toEqual(ok("key"));
    expect(await ask([["evalsha", hash, 1, "key"]], "/pipeline")).toEqual({ status: 200, body: [{ result: "key" }] });
    await redis.restart();
    // The first command after a restart may still be sent over the old connection.
    await expect
      .poll(async () => (await ask(["EVALSHA", hash, 1, "key"])).body)
      .toEqual({ error: expect.stringMatching(/^NOSCRIPT /) as string });
  });

  test("passes on errors from Redis", async () => {
    const wrong = await ask(["NOSUCHCOMMAND"]);
    expect(wrong).toEqual({ status: 400, body: { error: expect.stringMatching(/^ERR unknown command/) as string } });
  });

  test.each([[{ a: 1 }], [[]], [[["PING"]]], [["SET", "key", null]], ["PING"]])("refuses the body %j", async (body) => {
    expect((await ask(body)).status).toBe(400);
  });

  const commands = [
    ["SET", "key", "text"],
    ["INCR", "key"],
    ["GET", "key"],
  ];
  const outcomes = (text: string) => [
    { result: "OK" },
    { error: expect.stringMatching(/^ERR value is not an integer/) as string },
    { result: text },
  ];

  test.each(["/pipeline", "/multi-exec"])("returns a result or an error for each command at %s", async (path) => {
    expect(await ask(commands, path)).toEqual({ status: 200, body: outcomes("text") });
    expect(await ask(commands, path, inBase64)).toEqual({ status: 200, body: outcomes(encoded("text")) });
    expect(upstash.commands).toEqual([...commands, ...commands]);
    expect((await ask(["PING"], path)).status).toBe(400);
  });

  test("discards a whole transaction if one of its commands is unknown", async () => {
    const discarded = await ask([["SET", "key", "text"], ["NOSUCHCOMMAND"]], "/multi-exec");
    expect(discarded).toEqual({ status: 400, body: { error: expect.stringMatching(/^EXECABORT /) as string } });
    expect(await ask(["GET", "key"])).toEqual(ok(null));
  });

  test.each(["Bearer wrong", "Basic dXNlcjpwYXNz", ""])("refuses the authorization %j", async (authorization) => {
    expect(await ask(["SET", "key", "text"], "/", { authorization })).toEqual({
      status: 401,
      body: { error: "Unauthorized" },
    });
    expect(await ask(["GET", "key"])).toEqual(ok(null));
  });

  test("refuses other paths and methods", async () => {
    expect((await ask(["PING"], "/get/key")).status).toBe(404);
    const headers = { authorization: `Bearer ${upstash.token}` };
    expect((await fetch(upstash.url, { headers })).status).toBe(405);
  });

  test("gives each of many concurrent requests its own reply", async () => {
    const texts = Array.from({ length: 50 }, (_, index) => `${index} ${"long ".repeat(index * 100)}`);
    const answers = await Promise.all(texts.map((text) => ask(["ECHO", text])));
    expect(answers).toEqual(texts.map(ok));
  });

  test("reports that Redis is down, and reconnects", async () => {
    await ask(["SET", "key", "text"]);
    await redis.stop();
    const down = { status: 503, body: { error: expect.stringContaining("not available") as string } };
    expect(await ask(["GET", "key"])).toEqual(down);
    expect(await ask(["GET", "key"])).toEqual(down);
    await redis.restart();
    expect(await ask(["GET", "key"])).toEqual(ok(null));
  });

  test("uses the same URL after a restart", async () => {
    const { url } = upstash;
    await upstash.stop();
    await expect(ask(["PING"])).rejects.toThrow("fetch failed");
    await upstash.start();
    expect(upstash.url).toBe(url);
    expect(await ask(["PING"])).toEqual(ok("PONG"));
  });

  describe("the fake Upstash in another mood", () => {
    test("drops the connection in the mood 'refusing'", async () => {
      upstash.mood = "refusing";
      await expect(post(["PING"])).rejects.toThrow("fetch failed");
      expect(upstash.commands).toEqual([["PING"]]);
    });

    test("does not respond in the mood 'stalling'", async () => {
      upstash.mood = "stalling";
      const answer = fetch(upstash.url, { method: "POST", body: `["PING"]`, signal: AbortSignal.timeout(300) });
      await expect(answer).rejects.toThrow("timeout");
      expect(upstash.commands).toEqual([["PING"]]);
    });

    test("executes a command immediately and responds a second later in the mood 'slow'", async () => {
      upstash.mood = "slow";
      const started = performance.now();
      const slow = ask(["INCR", "count"]);
      await expect.poll(() => upstash.commands).toHaveLength(1);
      upstash.mood = "answering";
      await expect.poll(async () => (await ask(["GET", "count"])).body).toEqual({ result: "1" });
      expect(performance.now() - started).toBeLessThan(900);
      expect(await slow).toEqual(ok(1));
      expect(performance.now() - started).toBeGreaterThan(900);
    });

    test("responds with a page instead of an error in the mood 'html'", async () => {
      upstash.mood = "html";
      const response = await post(["PING"]);
      expect([response.status, response.headers.get("content-type")]).toEqual([200, "text/html"]);
      expect(await response.text()).toContain("<!doctype html>");
    });

    test("responds with unrelated results in the moods 'nonsense' and 'numbers', and with an error in the mood 'failing'", async () => {
      upstash.mood = "nonsense";
      expect(await ask(["PING"])).toEqual(ok("lol"));
      upstash.mood = "numbers";
      expect(await ask(["PING"])).toEqual(ok([99999999, 3]));
      const entry = { result: [99999999, 3] };
      expect(await ask([["PING"], ["PING"]], "/pipeline")).toEqual({ status: 200, body: [entry, entry] });
      upstash.mood = "failing";
      expect(await ask(["PING"])).toEqual({ status: 500, body: { error: "Internal Server Error" } });
    });
  });

  test("returns stored values to Upstash's own client", async () => {
    const client = new Redis({ url: upstash.url, token: upstash.token, retry: false });
    const value = { text: "wört", list: ["OK", 1, null] };
    await client.set("key", value);
    expect(await client.get("key")).toEqual(value);
    expect(await client.multi().incr("count").mget("key", "missing").exec()).toEqual([1, [value, null]]);
    await expect(client.lpush("key", 1)).rejects.toThrow("WRONGTYPE");
  });

  test("counts with the scripts of Upstash's own rate limiter", async () => {
    await redis.restart();
    const client = new Redis({ url: upstash.url, token: upstash.token, retry: false });
    const limiter = Ratelimit.slidingWindow(2, "30 d");
    const ratelimit = new Ratelimit({ redis: client, limiter, analytics: false, ephemeralCache: false });
    expect((await ratelimit.limit("someone")).success).toBe(true);
    expect((await ratelimit.limit("someone")).success).toBe(true);
    expect((await ratelimit.limit("someone")).success).toBe(false);
    expect(upstash.commands.map(([name]) => name)).toEqual(["evalsha", "eval", "evalsha", "evalsha"]);
    await ratelimit.resetUsedTokens("someone");
    expect((await ratelimit.getRemaining("someone")).remaining).toBe(2);
  });
});
