// Finds free ports on the loopback interface.
import { createServer } from "node:net";
import { codeOf } from "../failure";

const INTERFACES = ["127.0.0.1", "0.0.0.0", "::1"];

/** Whether nothing listens on the port at any address that "localhost" may resolve to. */
export async function isFree(port: number): Promise<boolean> {
  for (const host of INTERFACES) if (!(await canListen(port, host))) return false;
  return true;
}

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    // On a machine without IPv6, nothing can listen on ::1, so the port counts as free there.
    server.once("error", (error) => resolve(codeOf(error) !== "EADDRINUSE" && host === "::1"));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}

/** A port that is free at the moment. Another process may take it before the caller does. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/** The first free port of the hundred that start at `first`, else any free port. */
export async function firstFreePort(first: number): Promise<number> {
  for (let port = first; port < first + 100; port += 1) {
    if (await isFree(port)) return port;
  }
  return freePort();
}
