// The account routes that set or clear cookies, and the answers that never tell.
import "server-only";
import type { Actor } from "@/lib/access/actor";
import type { Operation } from "@/lib/access/operation";
import { confirmEmailChange } from "@/lib/auth/email-change/confirm-email-change";
import { requestEmailChange } from "@/lib/auth/email-change/request-email-change";
import { changePassword } from "@/lib/auth/password-change/change-password";
import { resetPassword } from "@/lib/auth/password-reset/reset-password";
import { signIn } from "@/lib/auth/sign-in/sign-in";
import type { NewSession } from "@/lib/auth/sessions/create-session";
import { endSession } from "@/lib/auth/sessions/end-session";
import { signOut } from "@/lib/auth/sessions/sign-out";
import { accountFile } from "@/lib/export/account-file";
import { deleteAccount } from "@/lib/users/delete-account";
import { exportAccount } from "@/lib/export/export-account";
import { viewSignedIn } from "@/lib/auth/view";
import { jsonRoute, type RouteHandler } from "@/lib/web/adapters/route";
import { signBrowserOut, writeReset, writeSession, writeSignedIn } from "./signed-in";
import { writeCookie } from "@/lib/web/cookies/write-cookie";

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
  finish: writeSignedIn,
});

export const changePasswordRoute = jsonRoute(changePassword, { finish: writeSignedIn });

export const signOutRoute = jsonRoute(signOut, { finish: signBrowserOut });

export const endSessionRoute = jsonRoute(endSession, {
  finish: async ({ current }) => {
    if (current) await signBrowserOut();
  },
});

export const deleteAccountRoute = jsonRoute(deleteAccount, { finish: signBrowserOut });

export const resetPasswordRoute = jsonRoute(resetPassword, { link: "passwordReset", finish: writeReset });

export async function rememberBrowser({ deviceCookie }: { deviceCookie: string }): Promise<void> {
  await writeCookie("device", deviceCookie);
}

export const requestEmailChangeRoute = jsonRoute(requestEmailChange, accepted);

/** A browser that is not signed in as that person stays as it is. */
export const confirmEmailChangeRoute = jsonRoute(confirmEmailChange, {
  link: "emailChange",
  finish: async ({ session, deviceCookie }) => {
    if (session) await writeSession(session);
    await writeCookie("device", deviceCookie);
  },
});

/** Takes JSON, and the form of the page, which works without script. */
export const exportAccountRoute = jsonRoute(exportAccount, {
  file: (summary, caller) => ({
    name: `account-export-${summary.exported_at.slice(0, 10)}.json`,
    type: "application/json; charset=utf-8",
    body: accountFile(caller, summary),
  }),
  formOf: () => "/account/export",
});

export async function renewSession({ session }: { session: NewSession }): Promise<void> {
  await writeSession(session);
}
