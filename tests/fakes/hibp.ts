// The breached-password range API on loopback: takes five characters of a SHA-1 hash, returns suffixes with counts.
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export type Mood = "answering" | "failing" | "hanging";

const RANGE = /^\/range\/([0-9A-F]{5})$/i;
const PREFIX_LENGTH = 5;

/** Long and unusual enough to satisfy every other rule, so that only the breach check refuses them. */
export const BREACHED_PASSWORDS = ["quiet harbor lantern 41", "seven green umbrellas 8", "Breached-once-too-often-7"];

const sha1 = (password: string) => createHash("sha1").update(password).digest("hex").toUpperCase();

export class FakeHibp {
  mood: Mood = "answering";
  /** The requested paths, which contain everything that the app sent. */
  readonly asked: string[] = [];
  private readonly hashes: string[];
  private readonly server = createServer((request, response) => {
    const path = request.url ?? "";
    this.asked.push(path);
    if (this.mood === "hanging") return;
    const prefix = RANGE.exec(path)?.[1]?.toUpperCase();
    if (this.mood === "failing" || !prefix) {
      response.writeHead(prefix ? 503 : 400).end();
      return;
    }
    response.writeHead(200, { "content-type": "text/plain" }).end(this.suffixes(prefix));
  });

  constructor(passwords: readonly string[] = BREACHED_PASSWORDS) {
    this.hashes = passwords.map(sha1);
  }

  /** The suffixes of breached hashes, and one entry of padding as the real API adds it: its count of 0 means no breach. */
  private suffixes(prefix: string): string {
    const padding = `${sha1(`padding ${prefix}`).slice(PREFIX_LENGTH)}:0`;
    const known = this.hashes.filter((hash) => hash.startsWith(prefix));
    return [padding, ...known.map((hash) => `${hash.slice(PREFIX_LENGTH)}:42`)].join("\r\n");
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/range/`;
  }

  start(): Promise<void> {
    return new Promise((resolve) => this.server.listen(0, "127.0.0.1", resolve));
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }
}
