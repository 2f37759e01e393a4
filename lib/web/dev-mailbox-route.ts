// Development mails as JSON; outside development the route does not exist.
import "server-only";
import { readDevMailbox } from "@/lib/email/dev-mailbox";
import { isDevelopment } from "@/lib/env/server";
import { AppError } from "@/lib/errors/app-error";
import { jsonAnswer } from "./answer";
import { plainRoute } from "./plain-route";

export const devMailboxRoute = plainRoute("dev-mailbox", async (request) => {
  if (!isDevelopment()) throw new AppError("NOT_FOUND");
  const to = new URL(request.url).searchParams.get("to");
  return jsonAnswer({ items: await readDevMailbox(to) });
});
