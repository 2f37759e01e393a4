// Facts about the current request, reachable from all code that serves it, and what its hosting platform offers. Kept on
// globalThis, because the bundles of middleware, pages and routes do not share modules.
import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import type { AppError } from "@/lib/errors/app-error";
import { log } from "./log";
import { logThrottled } from "./log-throttled";

export interface RequestContext {
  /** A UUID, created by this process or forwarded by the middleware's process. */
  requestId: string;
  /** Whether the middleware has run in another process, which forwarded id and IP address. */
  isForwarded: boolean;
  /** The request target exactly as received, before the framework normalizes it. */
  target: string;
  method: string;
  /** The target without its query. */
  path: string;
  /** Whether the request opens a page, by a link or within the app. Prefetches do not count. */
  isPageVisit: boolean;
  /** The session that authenticated this request. */
  liveSession?: { token: string; userId: string; foundAt: number };
  /** The client's IP address, as `lib/network/client-address-of.ts` determines it. */
  ipAddress: string;
  /** Removes a header already set for the response. */
  dropHeader: (name: string) => void;
  /** The page to send instead of the framework's own page for that status. */
  replacementPage?: { status: number; html: string };
  /** Why the HTTP server has refused the request, although the framework still handles it. */
  refusal?: AppError;
  /** Set if the database was unavailable: a page that fails is then answered with 503 instead of 500. */
  retryAfterSeconds?: number;
  userId?: string;
  organizationId?: string;
  /** The credential, unless it is a session. */
  tokenFamilyId?: string;
  apiKeyId?: string;
}

const holder = globalThis as typeof globalThis & { gatehouseRequests?: AsyncLocalStorage<RequestContext> };

export const requestContexts: AsyncLocalStorage<RequestContext> = (holder.gatehouseRequests ??= new AsyncLocalStorage());

export function requestContext(): RequestContext | undefined {
  return requestContexts.getStore();
}

interface PlatformContext {
  waitUntil?: (work: Promise<unknown>) => void;
}

/** Where the platform describes the current request. https://vercel.com/docs/functions/functions-api-reference */
const PLATFORM = Symbol.for("@vercel/request-context");

/**
 * Asks the platform to keep this instance awake for work that outlasts the response. It freezes an instance as soon as it has
 * answered, and the timers of a frozen instance do not fire.
 * @returns whether the platform waits for the work. Outside a request, or outside a platform, nothing does.
 */
export function keepAwakeFor(work: Promise<unknown>): boolean {
  const platform = globalThis as typeof globalThis & { [PLATFORM]?: { get?: () => PlatformContext | undefined } };
  try {
    const context = platform[PLATFORM]?.get?.();
    if (!context?.waitUntil) return false;
    context.waitUntil(work);
    return true;
  } catch (error) {
    logThrottled("not-awake", 3_600, () => log.warn("the platform refused to wait for work after a response", { error }));
    return false;
  }
}
