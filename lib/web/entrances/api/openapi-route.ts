// Serves the OpenAPI document. It is the same for everyone, so any cache may store it and ask whether it has changed.
import "server-only";
import { createHash } from "node:crypto";
import { z } from "zod";
import type { PlainContract } from "@/lib/web/adapters/route-contract";
import { routeWithoutOperation } from "@/lib/web/adapters/route-without-operation";
import { apiDocument } from "@/lib/web/openapi/api-document";

const contract = {
  summary: "Get this document",
  answers: { 200: z.looseObject({ openapi: z.literal("3.1.1") }), 304: null },
} as const satisfies PlainContract;

let rendered: { text: string; tag: string } | undefined;

/** The tag is weak, because the server may compress the text. */
function render(): { text: string; tag: string } {
  const text = JSON.stringify(apiDocument());
  return { text, tag: `W/"${createHash("sha256").update(text).digest("base64url").slice(0, 22)}"` };
}

export const openapiRoute = routeWithoutOperation(
  "openapi",
  (request) => {
    const { text, tag } = (rendered ??= render());
    const headers = { ETag: tag, "Cache-Control": "public, max-age=0, must-revalidate" };
    const known = request.headers.get("if-none-match")?.split(",") ?? [];
    if (known.some((each) => each.trim() === tag)) return new Response(null, { status: 304, headers });
    return new Response(text, { headers: { ...headers, "Content-Type": "application/json" } });
  },
  contract,
);
