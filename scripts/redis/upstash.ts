// The Upstash REST API on loopback in front of a real Redis, so that scripts behave as in production. It is here and not among
// the fakes of tests, because the emulator of Vercel needs it, and scripts import nothing from tests.
// https://upstash.com/docs/redis/features/restapi
import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { messageOf } from "../failure";
import { RedisConnection, RedisError, type Command, type Reply } from "./server";

/**
 * "refusing" drops the connection, "stalling" keeps it without answering, "slow" executes a command immediately and
 * answers late. "nonsense" and "numbers" are well-formed answers with results that no command has.
 */
export type Mood = "answering" | "refusing" | "stalling" | "slow" | "html" | "nonsense" | "numbers" | "failing";

const PATHS = ["/", "/pipeline", "/multi-exec"];
const SLOW_MILLISECONDS = 1000;

interface Answer {
  status: number;
  body: unknown;
}

const refusal = (status: number, error: string): Answer => ({ status, body: { error } });

const PAGE: Answer = { status: 200, body: "<!doctype html><title>Welcome</title><p>Sign in to this network." };
const NO_RESULTS: Partial<Record<Mood, unknown>> = { nonsense: "lol", numbers: [99999999, 3] };

/** The response of a mood that does not execute commands, or null in any other mood. */
function pretendedAnswer(mood: Mood, path: string | undefined, commands: Command[]): Answer | null {
  if (mood === "html") return PAGE;
  if (mood === "failing") return refusal(500, "Internal Server Error");
  if (!(mood in NO_RESULTS)) return null;
  const entry = { result: NO_RESULTS[mood] };
  return { status: 200, body: path === "/" ? entry : commands.map(() => entry) };
}

type Encode = (bytes: Buffer) => string;
const plain: Encode = (bytes) => bytes.toString("utf8");
const base64: Encode = (bytes) => bytes.toString("base64");

/** Inside an array, "OK" is encoded like any other string, because the client would decode it there. */
function elementOf(reply: Reply, encode: Encode): unknown {
  if (Buffer.isBuffer(reply)) return encode(reply);
  if (Array.isArray(reply)) return reply.map((element) => elementOf(element, encode));
  return reply instanceof RedisError ? reply.message : reply;
}

function entryOf(reply: Reply, encode: Encode): { result: unknown } | { error: string } {
  if (reply instanceof RedisError) return { error: reply.message };
  if (Buffer.isBuffer(reply) && reply.toString() === "OK") return { result: "OK" };
  return { result: elementOf(reply, encode) };
}

const ARGUMENT_TYPES = ["string", "number", "boolean"];

function isCommand(value: unknown): value is Command {
  return Array.isArray(value) && value.length > 0 && value.every((each) => ARGUMENT_TYPES.includes(typeof each));
}

function isCommands(value: unknown): value is Command[] {
  return Array.isArray(value) && value.length > 0 && value.every(isCommand);
}

/** The commands of a request to any of the paths, or null if the body contains none. */
function commandsOf(path: string | undefined, body: string): Command[] | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return null;
  }
  const commands: unknown = path === "/" ? [parsed] : parsed;
  return isCommands(commands) ? commands : null;
}

const sha1 = (script: string) => createHash("sha1").update(script).digest("hex");

/**
 * With the flag `allow-key-locking`, a script on Upstash locks only its own keys instead of everything. Redis runs one
 * script at a time and refuses this flag. So Redis gets such a script without the flag, and therefore under another hash.
 */
class Scripts {
  private readonly hashes = new Map<string, string>();

  forRedis(command: Command): Command {
    const [name, script, ...rest] = command;
    if (name === undefined || script === undefined) return command;
    if (/^eval(_ro)?$/i.test(String(name))) return [name, this.learn(String(script)), ...rest];
    if (/^evalsha(_ro)?$/i.test(String(name))) return [name, this.hashes.get(String(script)) ?? script, ...rest];
    return command;
  }

  private learn(script: string): string {
    const known = withoutKeyLocking(script);
    this.hashes.set(sha1(script), sha1(known));
    return known;
  }
}

function withoutKeyLocking(script: string): string {
  return script.replace(/^(#!lua) flags=(.*)/, (_line, shebang: string, flags: string) => {
    const known = flags.split(",").filter((flag) => flag.trim() !== "allow-key-locking");
    return known.length > 0 ? `${shebang} flags=${known.join(",")}` : shebang;
  });
}

export class FakeUpstash {
  mood: Mood = "answering";
  /** Every command that was received, executed or not. */
  readonly commands: Command[] = [];
  /** The number of requests received. One request may contain several commands. */
  requests = 0;
  private port = 0;
  private redis: RedisConnection | undefined;
  private readonly scripts = new Scripts();
  private readonly server = createServer((request, response) => {
    this.serve(request, response).catch(() => response.destroy());
  });

  constructor(
    private readonly redisPort: number,
    readonly token = "token-of-the-fake-0123456789-abcdefgh",
  ) {}

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Starts the server, by default on any free port. A second start uses the same port again. */
  async start(port = this.port): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(port, "127.0.0.1", resolve));
    this.port = (this.server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    this.redis?.close();
    await new Promise<void>((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { mood } = this;
    const commands = commandsOf(request.url, await text(request));
    this.commands.push(...(commands ?? []));
    this.requests += 1;
    if (mood === "stalling") return;
    if (mood === "refusing") {
      request.socket.destroy();
      return;
    }
    const pretended = pretendedAnswer(mood, request.url, commands ?? []);
    const { status, body } = pretended ?? (await this.answerTo(request, commands));
    if (mood === "slow") await sleep(SLOW_MILLISECONDS, undefined, { ref: false });
    const isPage = typeof body === "string";
    response.writeHead(status, { "content-type": isPage ? "text/html" : "application/json" });
    response.end(isPage ? body : JSON.stringify(body));
  }

  private async answerTo(request: IncomingMessage, commands: Command[] | null): Promise<Answer> {
    if (request.headers.authorization !== `Bearer ${this.token}`) return refusal(401, "Unauthorized");
    if (request.method !== "POST") return refusal(405, "Method Not Allowed");
    if (!PATHS.includes(request.url ?? "")) return refusal(404, "Not Found");
    if (!commands) return refusal(400, "ERR failed to parse command");
    const encode = request.headers["upstash-encoding"] === "base64" ? base64 : plain;
    try {
      if (request.url === "/pipeline") return await this.pipeline(commands, encode);
      if (request.url === "/multi-exec") return await this.transaction(commands, encode);
      return await this.single(commands, encode);
    } catch (error) {
      return refusal(503, `Redis is not available: ${messageOf(error)}`);
    }
  }

  private async single(commands: Command[], encode: Encode): Promise<Answer> {
    const [reply = null] = await this.send(commands);
    return { status: reply instanceof RedisError ? 400 : 200, body: entryOf(reply, encode) };
  }

  private async pipeline(commands: Command[], encode: Encode): Promise<Answer> {
    const replies = await this.send(commands);
    return { status: 200, body: replies.map((reply) => entryOf(reply, encode)) };
  }

  /** A discarded transaction returns a single error. Otherwise, each command returns its own result or error. */
  private async transaction(commands: Command[], encode: Encode): Promise<Answer> {
    const replies = (await this.send([["MULTI"], ...commands, ["EXEC"]])).at(-1) ?? null;
    if (!Array.isArray(replies)) return { status: 400, body: entryOf(replies, encode) };
    return { status: 200, body: replies.map((reply) => entryOf(reply, encode)) };
  }

  private send(commands: Command[]): Promise<Reply[]> {
    if (!this.redis || this.redis.closed) this.redis = new RedisConnection(this.redisPort);
    return this.redis.send(commands.map((command) => this.scripts.forRedis(command)));
  }
}
