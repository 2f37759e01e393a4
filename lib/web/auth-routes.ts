// The account routes that set or clear cookies, and the answers that never tell.
import "server-only";
import type { Actor } from "@/lib/access/actor";
import type { Operation } from "@/lib/access/operation";
import { signIn } from "@/lib/auth/sign-in/sign-in";
import type { NewSession } from "@/lib/auth/sessions/create-session";
import { signOut } from "@/lib/auth/sessions/sign-out";
import { viewSignedIn } from "@/lib/auth/view";
import { jsonRoute, type RouteHandler } from "./route";
import { writeSession } from "./signed-in";
import { clearCookie, writeCookie } from "./write-cookie";

export const accepted = { status: 202, view: () => ({ status: "accepted" }) } as const;

export function signUpRoute(operation: Operation<Actor, { flow: string }>): RouteHandler {
  return jsonRoute(operation, {
    status: 202,
    view: () => ({ status: "verification_required" }),
    finish: ({ flow }) => writeCookie("signUpFlow", flow),
  });
}

export const signInRoute = jsonRoute(signIn, {
  view: viewSignedIn,
  finish: async ({ session, deviceCookie }) => {
    await writeSession(session);
    await writeCookie("device", deviceCookie);
  },
});

export const signOutRoute = jsonRoute(signOut, { finish: () => clearCookie("session") });

export async function rememberBrowser({ deviceCookie }: { deviceCookie: string }): Promise<void> {
  await writeCookie("device", deviceCookie);
}

export async function clearEndedSession({ current }: { current: boolean }): Promise<void> {
  if (current) await clearCookie("session");
}

export async function renewSession({ session }: { session: NewSession }): Promise<void> {
  await writeSession(session);
}
