// Removes a sign-in at a provider that has ended, in whatever way, from the cookie that binds it to this browser. The cookie
// is cleared unless another tab has begun a sign-in as well.
import "server-only";
import { withoutFlow } from "@/lib/auth/oauth/flow-cookie";
import { sentCookie } from "./sent-cookie";
import { clearCookie, writeCookie } from "./write-cookie";

export async function endFlow(id: string): Promise<void> {
  const rest = withoutFlow(await sentCookie("oauthFlow"), id);
  await (rest === null ? clearCookie("oauthFlow") : writeCookie("oauthFlow", rest));
}
