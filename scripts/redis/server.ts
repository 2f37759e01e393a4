// A real redis-server on loopback without persistence: finds and runs the program, and speaks its protocol. Does not
// depend on the test runner.
import { mkdtemp, rm } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { findInstalled } from "../processes/find-installed";
import { freePort } from "../processes/free-port";
import { startServer } from "../processes/start-server";

export const NO_REDIS = "no redis-server on this machine";

/** The path of the program, or null if there is none. */
export function findRedis(searchPath?: string, folders?: string[]): string | null {
  return findInstalled("redis-server", searchPath, folders);
}

export type RedisOrSkip = { redis: string; skip: null } | { redis: null; skip: string };

/** The program, or why the tests that need it are skipped. @throws in CI, where no test may be skipped */
export function redisOrSkipReason(redis = findRedis(), ci = Boolean(process.env.CI)): RedisOrSkip {
  if (redis) return { redis, skip: null };
  if (ci) throw new Error(`There is ${NO_REDIS}, and CI skips no tests: install the redis-server package.`);
  return { redis: null, skip: `skipped: ${NO_REDIS}` };
}

/** An error from Redis is a reply, too, even inside an array. */
export class RedisError {
  constructor(readonly message: string) {}
}

export type Reply = Buffer | number | null | RedisError | Reply[];
export type Command = (string | number | boolean)[];

interface Parsed {
  reply: Reply;
  next: number;
}

function parseBulk(data: Buffer, start: number, length: number): Parsed | null {
  if (length < 0) return { reply: null, next: start };
  const next = start + length + 2;
  return data.length < next ? null : { reply: data.subarray(start, start + length), next };
}

function parseArray(data: Buffer, start: number, length: number): Parsed | null {
  if (length < 0) return { reply: null, next: start };
  const reply: Reply[] = [];
  let next = start;
  for (let index = 0; index < length; index += 1) {
    const element = parseReply(data, next);
    if (!element) return null;
    reply.push(element.reply);
    next = element.next;
  }
  return { reply, next };
}

/** The reply that begins at `start`, or null while it is incomplete. */
export function parseReply(data: Buffer, start = 0): Parsed | null {
  const lineEnd = data.indexOf("\r\n", start);
  if (lineEnd < 0) return null;
  const kind = data.toString("latin1", start, start + 1);
  const line = data.toString("utf8", start + 1, lineEnd);
  const next = lineEnd + 2;
  if (kind === "+") return { reply: Buffer.from(line), next };
  if (kind === "-") return { reply: new RedisError(line), next };
  if (kind === ":") return { reply: Number(line), next };
  if (kind === "$") return parseBulk(data, next, Number(line));
  if (kind === "*") return parseArray(data, next, Number(line));
  throw new Error(`Redis answered with a reply of unknown kind: ${kind}`);
}

function serialize(command: Command): string {
  const bulks = command.map(String).map((text) => `$${Buffer.byteLength(text)}\r\n${text}\r\n`);
  return `*${bulks.length}\r\n${bulks.join("")}`;
}

interface Waiting {
  resolve: (reply: Reply) => void;
  reject: (error: Error) => void;
}

/** A single connection. Once closed, it stays closed. */
export class RedisConnection {
  closed = false;
  private readonly socket: Socket;
  private readonly waiting: Waiting[] = [];
  private received: Buffer = Buffer.alloc(0);
  private failure = new Error("Redis closed the connection.");

  constructor(port: number) {
    this.socket = connect(port, "127.0.0.1");
    this.socket.setNoDelay(true);
    this.socket.on("data", (data) => this.take(data));
    this.socket.on("end", () => (this.closed = true));
    this.socket.on("error", (error) => (this.failure = error));
    this.socket.on("close", () => this.giveUp());
  }

  /** Sends the commands in one write, so that no other commands come between them. Rejects if the connection is lost. */
  send(commands: Command[]): Promise<Reply[]> {
    if (this.closed) return Promise.reject(this.failure);
    const replies = commands.map(() => new Promise<Reply>((resolve, reject) => this.waiting.push({ resolve, reject })));
    this.socket.write(commands.map(serialize).join(""));
    return Promise.all(replies);
  }

  close(): void {
    this.closed = true;
    this.socket.destroy();
  }

  private take(data: Buffer): void {
    this.received = Buffer.concat([this.received, data]);
    try {
      for (let parsed = parseReply(this.received); parsed; parsed = parseReply(this.received)) {
        this.received = this.received.subarray(parsed.next);
        this.waiting.shift()?.resolve(parsed.reply);
      }
    } catch (error) {
      this.socket.destroy(error instanceof Error ? error : new Error(String(error)));
    }
  }

  private giveUp(): void {
    this.closed = true;
    for (const { reject } of this.waiting.splice(0)) reject(this.failure);
  }
}

async function ask(port: number, command: Command): Promise<Reply> {
  const connection = new RedisConnection(port);
  try {
    const [reply] = await connection.send([command]);
    return reply ?? null;
  } finally {
    connection.close();
  }
}

/** The pid of the server that listens on the port, or 0 without one. */
async function answeringPid(port: number): Promise<number> {
  const reply = await ask(port, ["INFO", "server"]).catch(() => null);
  return Number(/^process_id:(\d+)/m.exec(Buffer.isBuffer(reply) ? reply.toString() : "")?.[1] ?? 0);
}

type Stop = () => Promise<void>;

/** Waits until this server, and not another process, responds on the port. */
function run(program: string, port: number, folder: string): Promise<Stop> {
  const args = ["--port", String(port), "--bind", "127.0.0.1", "--dir", folder, "--save", "", "--appendonly", "no"];
  const responds = async (pid: number) => (await answeringPid(port)) === pid;
  return startServer({ program, args, folder, options: { cwd: folder }, responds });
}

export interface RedisProcess {
  port: number;
  /** Ends the server and removes its folder. */
  stop(): Promise<void>;
  /** Ends the server and starts an empty one on the same port, without the keys and loaded scripts. */
  restart(): Promise<void>;
  /** Removes all keys, but not the loaded scripts. */
  flush(): Promise<void>;
}

export async function startRedis(): Promise<RedisProcess> {
  const program = findRedis();
  if (!program) throw new Error(`There is ${NO_REDIS}.`);
  const port = await freePort();
  let stopRunning: Stop = () => Promise.resolve();

  async function stop(): Promise<void> {
    await stopRunning();
    stopRunning = () => Promise.resolve();
  }

  async function start(found: string): Promise<void> {
    const folder = await mkdtemp(path.join(tmpdir(), "gatehouse-redis-"));
    const discard = () => rm(folder, { recursive: true, force: true });
    const endServer = await run(found, port, folder).catch(async (error: unknown) => {
      await discard();
      throw error;
    });
    stopRunning = async () => {
      await endServer();
      await discard();
    };
  }

  await start(program);
  return {
    port,
    stop,
    restart: async () => {
      await stop();
      await start(program);
    },
    flush: async () => {
      const reply = await ask(port, ["FLUSHALL"]);
      if (reply instanceof RedisError) throw new Error(reply.message);
    },
  };
}
