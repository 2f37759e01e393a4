// What is known about the request being served, reachable from anywhere below it. Kept on globalThis:
// the bundles of middleware, pages and routes do not share modules.
import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";

export interface RequestContext {
  /** A UUID made here. */
  requestId: string;
  /** What was asked for, exactly as it came: the framework shows others a normalized form. */
  target: string;
  method: string;
  /** Of the target, without its query. */
  path: string;
  /** Whether a person goes to a page, by a link or within the app; a prefetch is nobody's visit. */
  isPageVisit: boolean;
  /** The session that this request was found to be signed in with. */
  liveSession?: { token: string; userId: string; foundAt: number };
  /** The client's address, as far as proxies that we trust vouch for it. */
  ipAddress: string;
  /** Takes back a header that was set for the answer. */
  dropHeader: (name: string) => void;
  /** What a browser gets in place of the framework's document of that status. */
  plainPage?: { status: number; html: string };
  /** What a browser gets in place of the framework's remark that it has no such action. */
  unknownActionPage?: (status: number) => string;
  userId?: string;
  organizationId?: string;
}

const holder = globalThis as typeof globalThis & { gatehouseRequests?: AsyncLocalStorage<RequestContext> };

export const requestContexts: AsyncLocalStorage<RequestContext> = (holder.gatehouseRequests ??= new AsyncLocalStorage());

export function requestContext(): RequestContext | undefined {
  return requestContexts.getStore();
}
