// A notice without a database: unit tests have none, so reading the session fails.
import { expect, it } from "vitest";
import { whileRendering } from "@/tests/factories/browser-request";
import { generateToken } from "@/lib/crypto/random";
import { requestContext } from "@/lib/observability/request-context";
import { resolveCaller } from "@/lib/web/adapters/resolve-actor";
import { closePage } from "./close-page";
import { frameOfNotice } from "./notice-frame";
import { FRONT_PAGE, MISSING } from "./notices";

const PATH = "/org/acme/none";
const signedIn = () => ({ session: generateToken() });

it("has no frame if the session cannot be read", async () => {
  await expect(whileRendering(PATH, signedIn(), () => resolveCaller())).rejects.toThrow();
  expect(await whileRendering(PATH, signedIn(), frameOfNotice)).toBeNull();
});

it("keeps its own status and links to the front page, instead of becoming a server error", async () => {
  const page = await whileRendering(PATH, signedIn(), async () => {
    const digest = await closePage(MISSING).catch((error: unknown) => (error as { digest?: string }).digest);
    return { digest, sent: requestContext()?.replacementPage };
  });
  expect(page.digest).toBe("NEXT_HTTP_ERROR_FALLBACK;404");
  expect(page.sent?.status).toBe(404);
  expect(page.sent?.html).toContain(MISSING.title);
  expect(page.sent?.html).toContain(FRONT_PAGE.label);
});
