// A real SMTP server on loopback whose behavior a test controls: it accepts mail, hangs, or refuses any command.
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

export type Mood = "taking" | "refusing" | "hanging";

export interface Refusal {
  at: "CONNECT" | "AUTH" | "MAIL FROM" | "RCPT TO" | "DATA";
  /** The server's reply, with the code first. */
  response: string;
  /** Limits the refusal to this recipient. Without it, all recipients are refused. */
  recipient?: string;
}

export class FakeSmtp {
  mood: Mood = "taking";
  refusal: Refusal | null = null;
  /** The raw messages that were accepted. */
  readonly taken: string[] = [];
  private server: SMTPServer | undefined;
  private port = 0;
  private readonly hung: (() => void)[] = [];

  /** @param onMessage called after each message that a client has sent, whether or not it is accepted */
  constructor(private readonly onMessage: () => void = () => undefined) {}

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  /** Starts the server. A second start uses the same port again. */
  async start(): Promise<void> {
    const server = new SMTPServer({
      disabledCommands: ["STARTTLS"],
      authOptional: true,
      allowInsecureAuth: true,
      logger: false,
      onConnect: (_session, done) => done(this.refusalAt("CONNECT")),
      onAuth: (auth, _session, done) => done(this.refusalAt("AUTH"), { user: auth.username }),
      onMailFrom: (_address, _session, done) => done(this.refusalAt("MAIL FROM")),
      onRcptTo: ({ address }, _session, done) => done(this.refusalAt("RCPT TO", address)),
      onData: (stream, { envelope }, done) => {
        const chunks: Buffer[] = [];
        stream.on("data", (chunk: Buffer) => chunks.push(chunk));
        stream.on("end", () => {
          const refusal = this.refusalAt("DATA", envelope.rcptTo[0]?.address);
          if (refusal) done(refusal);
          else this.judge(Buffer.concat(chunks).toString(), done);
        });
      },
    });
    server.on("error", () => undefined);
    this.server = server;
    await new Promise<void>((resolve) => server.listen(this.port, "127.0.0.1", resolve));
    this.port = (server.server.address() as AddressInfo).port;
  }

  private refusalAt(at: Refusal["at"], address?: string): Error | null {
    const { refusal } = this;
    if (refusal?.at !== at || (refusal.recipient !== undefined && refusal.recipient !== address)) return null;
    const [code = "", ...text] = refusal.response.split(" ");
    return Object.assign(new Error(text.join(" ")), { responseCode: Number(code) });
  }

  private judge(message: string, done: (error?: Error | null) => void): void {
    if (this.mood === "taking") this.taken.push(message);
    this.onMessage();
    if (this.mood === "hanging") this.hung.push(() => done(new Error("gone")));
    else done(this.mood === "refusing" ? new Error("not now") : null);
  }

  async stop(): Promise<void> {
    const { server } = this;
    if (!server) return;
    for (const release of this.hung.splice(0)) release();
    this.server = undefined;
    await new Promise<void>((resolve) => {
      server.close(resolve);
      for (const client of server.connections as Set<{ close(): void }>) client.close();
    });
  }
}
