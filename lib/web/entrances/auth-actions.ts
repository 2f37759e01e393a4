// The actions of account pages: what each sets in the browser, and where it leads.
import "server-only";
import type { Actor } from "@/lib/access/actor";
import type { Operation } from "@/lib/access/operation";
import { cancelEmailChange } from "@/lib/auth/email-change/cancel-email-change";
import { confirmEmailChange } from "@/lib/auth/email-change/confirm-email-change";
import { requestEmailChange } from "@/lib/auth/email-change/request-email-change";
import { RESET_LIFETIME, VERIFICATION_LIFETIME } from "@/lib/auth/lifetimes";
import { changePassword } from "@/lib/auth/password-change/change-password";
import { forgotPassword } from "@/lib/auth/password-reset/forgot-password";
import { resetPassword } from "@/lib/auth/password-reset/reset-password";
import { endOtherSessions } from "@/lib/auth/sessions/end-other-sessions";
import { endSession } from "@/lib/auth/sessions/end-session";
import { signOut } from "@/lib/auth/sessions/sign-out";
import { signIn } from "@/lib/auth/sign-in/sign-in";
import { resendVerification } from "@/lib/auth/sign-up/resend-verification";
import { verifyEmail } from "@/lib/auth/sign-up/verify-email";
import { deleteAccount } from "@/lib/users/delete-account";
import { updateProfile } from "@/lib/users/update-profile";
import { formAction } from "@/lib/web/adapters/action";
import { goOn } from "@/lib/web/cookies/flash";
import type { FormAction } from "@/lib/web/adapters/form-state";
import { landingPath, signBrowserOut, writeReset, writeSession, writeSignedIn } from "./signed-in";
import { writeCookie } from "@/lib/web/cookies/write-cookie";

export function signUpAction(operation: Operation<Actor, { flow: string }>): FormAction {
  return formAction(operation, {
    done: async ({ flow }) => {
      await writeCookie("signUpFlow", flow);
      return {
        message: `Check your mail: we sent you a link to verify your address. It works for ${VERIFICATION_LIFETIME}.`,
      };
    },
  });
}

export const signInAction = formAction(signIn, {
  carry: ["next"],
  done: async (output, { next }) => {
    await writeSignedIn(output);
    return { redirectTo: landingPath(next, output.organizations, output.isSystemAdmin) };
  },
});

export const verifyEmailAction = formAction(verifyEmail, {
  link: "verification",
  done: async ({ deviceCookie }) => {
    await writeCookie("device", deviceCookie);
    return goOn("/login", "email-verified");
  },
});

export const resendVerificationAction = formAction(resendVerification, {
  done: () =>
    Promise.resolve({
      message:
        "If there is a sign-up to verify at this address, a new link is on its way. If no new mail arrives, use the most recent one you received.",
    }),
});

export const forgotPasswordAction = formAction(forgotPassword, {
  done: () =>
    Promise.resolve({
      message: `If there is an account at this address, a link is on its way. It works for ${RESET_LIFETIME}. If no new mail arrives, use the most recent one you received.`,
    }),
});

export const resetPasswordAction = formAction(resetPassword, {
  link: "passwordReset",
  done: async (output) => {
    await writeReset(output);
    return goOn("/login", "password-reset");
  },
});

export const changePasswordAction = formAction(changePassword, {
  done: async (output) => {
    await writeSignedIn(output);
    return goOn("/account/password", "password-changed");
  },
});

export const updateProfileAction = formAction(updateProfile, { done: () => goOn("/account/profile", "profile-saved") });

export const requestEmailChangeAction = formAction(requestEmailChange, {
  done: () => goOn("/account/email", "email-change-asked"),
});

export const cancelEmailChangeAction = formAction(cancelEmailChange, {
  done: () => goOn("/account/email", "email-change-canceled"),
});

/** A browser that is not signed in as that person stays as it is, and goes to sign in. */
export const confirmEmailChangeAction = formAction(confirmEmailChange, {
  link: "emailChange",
  done: async ({ session, deviceCookie }) => {
    await writeCookie("device", deviceCookie);
    if (!session) return goOn("/login", "email-changed-sign-in");
    await writeSession(session);
    return goOn("/account/email", "email-changed");
  },
});

export const deleteAccountAction = formAction(deleteAccount, {
  done: async () => {
    await signBrowserOut();
    return goOn("/login", "account-deleted");
  },
});

export const endSessionAction = formAction(endSession, {
  done: async ({ current }) => {
    if (!current) return goOn("/account/sessions", "session-ended");
    await signBrowserOut();
    return goOn("/login", "signed-out");
  },
});

export const endOtherSessionsAction = formAction(endOtherSessions, {
  done: () => goOn("/account/sessions", "sessions-ended"),
});

export const signOutAction = formAction(signOut, {
  done: async () => {
    await signBrowserOut();
    return goOn("/login", "signed-out");
  },
  // Nobody is signed in, as was asked for.
  signIn: async () => {
    await signBrowserOut();
    return (await goOn("/login", "signed-out")).redirectTo;
  },
});
