// What a route tells the API document, besides what its operation declares.
import "server-only";
import type { z } from "zod";
import type { AppMode } from "@/lib/env/schema";
import type { ErrorCode } from "@/lib/errors/codes";
import type { RouteParams } from "./read-input";

export type Handle = (request: Request, context: { params: Promise<RouteParams | undefined> }) => Promise<Response>;

export interface RouteContract {
  operation: string;
  /** The only mode in which the route calls this operation. */
  mode?: AppMode;
  summary: string | undefined;
  /** What a client has to know besides, in sentences. */
  remark: string | undefined;
  /** The name in generated clients; undefined if it follows from the operation's name. */
  operationId: string | undefined;
  /** What the operation refuses with besides what follows from its declaration (scripts/openapi/refusals.ts). */
  refuses: readonly ErrorCode[];
  input: z.ZodType;
  status: number;
  /** Whether the request may have an Idempotency-Key. */
  idempotent: boolean;
  /** Whether the route neither reads nor sets cookies, whatever its operation does. */
  ignoresCookies: boolean;
  /** The schema of the body, the media types of a file, or null for no body (204). */
  answer: z.ZodType | readonly string[] | null;
  /** Whether the response has the name of a file. */
  isFile: boolean;
  /** The names of other headers of the response (scripts/openapi/headers.ts). */
  headers: readonly string[];
}

/** The same for a route without an operation. */
export interface PlainContract {
  summary: string;
  /** The bearer secret that the route requires. */
  secret?: "CRON_SECRET" | "METRICS_TOKEN";
  refuses?: readonly ErrorCode[];
  /** Status → the schema of the body, the media type of a body that is not JSON, or null for no body. */
  answers: Readonly<Record<number, z.ZodType | string | null>>;
}

/**
 * Has one contract; several if the product's mode selects the operation; none if the route has no operation. Without any
 * contract, the route is not in the API document.
 */
export type RouteHandler = Handle & { readonly contracts: readonly RouteContract[]; readonly plain?: PlainContract };
