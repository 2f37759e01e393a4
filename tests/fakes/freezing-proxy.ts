// A proxy that can freeze, in front of a database: nothing passes in either direction, but connections stay open.
import net, { type AddressInfo, type Socket } from "node:net";

export interface FreezingProxy {
  /** The URL of the database through the proxy. */
  url: string;
  freeze(): void;
  thaw(): void;
  close(): Promise<void>;
}

export async function startFreezingProxy(databaseUrl: string): Promise<FreezingProxy> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let frozen = false;

  const add = (socket: Socket, forward: (chunk: Buffer) => void, end: () => void) => {
    sockets.add(socket);
    if (frozen) socket.pause();
    socket
      .on("data", forward)
      .on("error", () => undefined)
      .on("close", () => {
        sockets.delete(socket);
        end();
      });
  };
  const server = net.createServer((client) => {
    const database = net.connect(Number(target.port), target.hostname);
    add(
      client,
      (chunk) => database.write(chunk),
      () => database.destroy(),
    );
    add(
      database,
      (chunk) => client.write(chunk),
      () => client.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = new URL(databaseUrl);
  url.hostname = "127.0.0.1";
  url.port = String((server.address() as AddressInfo).port);

  return {
    url: url.toString(),
    freeze: () => {
      frozen = true;
      for (const socket of sockets) socket.pause();
    },
    thaw: () => {
      frozen = false;
      for (const socket of sockets) socket.resume();
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
