// A proxy in front of a database that records the SQL of every statement that passes, and can lose the response to one.
import net, { type AddressInfo, type Socket } from "node:net";

export interface StatementProxy {
  /** The URL of the database through the proxy. */
  url: string;
  statements: string[];
  /** The number of connections that were opened. */
  connections: () => number;
  /** Cuts the connection of the next client that sends this statement, when the database has responded to it. */
  loseResponseTo(sql: string): void;
  close(): Promise<void>;
}

/** https://www.postgresql.org/docs/current/protocol-message-formats.html */
const QUERY = "Q";
const PARSE = "P";

/** Reads the messages of one client. The first has no type: it opens the connection. */
function reader(record: (sql: string) => void): (chunk: Buffer) => void {
  let rest = Buffer.alloc(0);
  let isOpening = true;
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      const typeLength = isOpening ? 0 : 1;
      if (rest.length < typeLength + 4) return;
      const length = typeLength + rest.readUInt32BE(typeLength);
      if (rest.length < length) return;
      const type = isOpening ? "" : String.fromCharCode(rest[0] ?? 0);
      const strings = rest
        .subarray(typeLength + 4, length)
        .toString("utf8")
        .split("\0");
      if (type === QUERY) record(strings[0] ?? "");
      if (type === PARSE) record(strings[1] ?? "");
      isOpening = false;
      rest = rest.subarray(length);
    }
  };
}

/** @param databaseUrl of a server that is reached without TLS */
export async function startStatementProxy(databaseUrl: string): Promise<StatementProxy> {
  const target = new URL(databaseUrl);
  const statements: string[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  let lost: string | undefined;
  const server = net.createServer((client) => {
    connections += 1;
    const database = net.connect(Number(target.port), target.hostname);
    let isCut = false;
    client.on(
      "data",
      reader((sql) => {
        statements.push(sql);
        if (sql !== lost) return;
        isCut = true;
        lost = undefined;
      }),
    );
    client.pipe(database);
    database.on("data", (chunk) => {
      if (isCut) client.destroy();
      else client.write(chunk);
    });
    for (const [socket, other] of [
      [client, database],
      [database, client],
    ] as const) {
      sockets.add(socket);
      socket.on("error", () => undefined).on("close", () => other.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = new URL(databaseUrl);
  url.hostname = "127.0.0.1";
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.toString(),
    statements,
    connections: () => connections,
    loseResponseTo: (sql) => {
      lost = sql;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
