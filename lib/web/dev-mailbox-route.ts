// Development mails as JSON; outside development the route does not exist.
import "server-only";
import { readDevMailbox } from "@/lib/email/dev-mailbox";
import { isDevelopment } from "@/lib/env/server";
import { AppError } from "@/lib/errors/app-error";
import { problemResponse } from "./edge/problem";
import { requestFacts } from "./request-facts";

export async function devMailboxRoute(request: Request): Promise<Response> {
  if (!isDevelopment()) return problemResponse(new AppError("NOT_FOUND"), (await requestFacts()).requestId);
  const to = new URL(request.url).searchParams.get("to");
  return Response.json({ items: await readDevMailbox(to) }, { headers: { "Cache-Control": "no-store" } });
}
