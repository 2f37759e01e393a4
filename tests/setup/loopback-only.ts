// Refuses connections to other machines, so that the tests need no network, and an address that was forgotten is noticed.
import net from "node:net";

/** Names below `.invalid` have no address (RFC 6761). */
const ALLOWED = /^(?:localhost|(?:::ffff:)?127(?:\.\d{1,3}){3}|::1|(?:.+\.)?invalid)$/iu;
const INSTALLED = Symbol.for("gatehouse.tests.loopback-only");

type Connect = (this: net.Socket, ...args: unknown[]) => net.Socket;

/** The host that the arguments of `connect` name. Null for a socket in the file system. */
function hostOf(args: unknown[]): string | null {
  const [target, host] = args.flat();
  if (typeof target === "string" && !/^\d+$/u.test(target)) return null;
  if (typeof target !== "object") return typeof host === "string" ? host : "localhost";
  const options = target as { host?: string; path?: string | null };
  return options.path ? null : (options.host ?? "localhost");
}

export function refuseOtherMachines(): void {
  const original = Reflect.get(net.Socket.prototype, "connect") as Connect;
  if (INSTALLED in original) return;
  const guarded: Connect = function (...args) {
    const host = hostOf(args);
    if (host !== null && !ALLOWED.test(host)) throw new Error(`a test connects to ${host}, which is not this machine`);
    return Reflect.apply(original, this, args);
  };
  Object.assign(net.Socket.prototype, { connect: Object.assign(guarded, { [INSTALLED]: true }) });
}
