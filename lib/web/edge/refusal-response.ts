// Sends a refusal in a format that the client can use: a page to a browser, JSON as plain text to a form that JavaScript
// sent, and JSON to all other clients.
import "server-only";
import { env } from "@/lib/env/server";
import type { AppError } from "@/lib/errors/app-error";
import { methodsOf } from "./methods";
import { isApi } from "./paths";
import { refusalPage } from "./refusal-page";
import { problemBody, problemResponse, refusalHeaders } from "./problem";

interface Asked {
  path: string;
  requestId: string;
  nonce: string;
  target: string;
}

export function refusalResponse(error: AppError, request: Request, asked: Asked): Response {
  const response = inTheirForm(error, request.headers, asked);
  if (error.code === "METHOD_NOT_ALLOWED") response.headers.set("Allow", methodsOf(asked.path).join(", "));
  return response;
}

function inTheirForm(error: AppError, headers: Headers, { path, ...page }: Asked): Response {
  const { status } = error;
  const answer = (body: string, type: string) =>
    new Response(body, { status, headers: { ...refusalHeaders(error), "Content-Type": type } });
  // The framework's script exposes the text of a response only if it has exactly this type. components/forms/reach-action.ts
  // reads that text.
  if (!isApi(path) && headers.has("next-action"))
    return answer(JSON.stringify(problemBody(error, page.requestId)), "text/plain");
  const isForPerson = !isApi(path) && (headers.get("accept") ?? "").includes("text/html");
  if (isForPerson) return answer(refusalPage({ error, appName: env().APP_NAME, ...page }), "text/html; charset=utf-8");
  return problemResponse(error, page.requestId);
}
