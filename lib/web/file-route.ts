// Files over operations: a download that a plain form can ask for, so it needs no script, and a program with JSON. The
// operation judges and records; its content follows in pieces. Who asked with a form is led back to its page when
// refused, because an answer for programs is nothing to read.
import "server-only";
import type { Actor, Caller } from "@/lib/access/actor";
import type { Operation } from "@/lib/access/operation";
import { env } from "@/lib/env/server";
import { AppError } from "@/lib/errors/app-error";
import { sendMailAfterResponse } from "./after-response";
import { assertNotCrossSite } from "./edge/csrf";
import { readJsonBodyOrEmptyForm } from "./json-body";
import { reportError } from "./report-error";
import { requestFacts } from "./request-facts";
import { resolveCaller } from "./resolve-actor";
import { refusedResponse, type RouteHandler } from "./route";

interface FileOptions<Output> {
  type: string;
  /** Letters, digits, dots and dashes. */
  name: (output: Output) => string;
  content: (caller: Caller, output: Output) => AsyncGenerator<string>;
  page: string;
}

/** A handler for POST. What goes wrong in the middle breaks the download off, so that half a file is not taken for a whole. */
export function fileRoute<A extends Actor, Output>(
  operation: Operation<A, Output>,
  { type, name, content, page }: FileOptions<Output>,
): RouteHandler {
  return async (request) => {
    let isForm = false;
    try {
      assertNotCrossSite(request.method, request.headers, { appUrl: env().APP_URL, allowedOrigins: env().ALLOWED_ORIGINS });
      if (new URL(request.url).search !== "") throw new AppError("MALFORMED_REQUEST");
      const input = await readJsonBodyOrEmptyForm(request);
      isForm = (request.headers.get("accept") ?? "").includes("text/html");
      const caller = await resolveCaller();
      const output = await operation(caller, input);
      const headers = {
        "Content-Type": type,
        "Content-Disposition": `attachment; filename="${name(output)}"`,
        "Cache-Control": "no-store",
      };
      return new Response(streamOf(content(caller, output)), { headers });
    } catch (thrown) {
      const { requestId } = await requestFacts();
      const error = reportError(thrown, operation.operationName, requestId);
      if (!isForm) return refusedResponse(error, requestId);
      return new Response(null, { status: 303, headers: { Location: `${page}?refused=${error.code}`, "Cache-Control": "no-store" } });
    } finally {
      sendMailAfterResponse(operation.effect === "write");
    }
  };
}

/** Goes on only as fast as it is read, and not at all once nobody reads. */
function streamOf(pieces: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    pull: async (controller) => {
      const next = await pieces.next();
      if (next.done) controller.close();
      else controller.enqueue(encoder.encode(next.value));
    },
    cancel: async () => {
      await pieces.return(undefined);
    },
  });
}
