// Sends requests piece by piece, in forms that no client library would send.
import { connect } from "node:net";

export interface WireAnswer {
  status: number;
  head: string;
  body: string;
}

/**
 * Sends one of `pieces` every `everyMs`, and reads until the server closes the connection or `patienceMs` have passed.
 * @param url of an http instance
 */
export function rawRequest(
  url: string,
  pieces: readonly (string | Buffer)[],
  { everyMs = 0, patienceMs = 3_000 } = {},
): Promise<WireAnswer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port) });
    let received = "";
    let next = 0;
    const send = () => {
      const piece = pieces[next];
      if (piece === undefined || socket.destroyed) return;
      next += 1;
      socket.write(piece);
      if (next < pieces.length) setTimeout(send, everyMs);
    };
    const finish = () => {
      clearTimeout(timer);
      socket.destroy();
      const [head = "", ...rest] = received.split("\r\n\r\n");
      resolve({ status: Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1] ?? 0), head, body: rest.join("\r\n\r\n") });
    };
    const timer = setTimeout(finish, patienceMs);
    socket.once("connect", send);
    socket.on("data", (chunk) => (received += chunk.toString("latin1")));
    socket.once("end", finish);
    // A server that has responded may cut off the rest of the request.
    socket.once("error", (error) => (received ? finish() : reject(error)));
  });
}
