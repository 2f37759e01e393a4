// Every operation that changes cookies makes the same changes through its form and through its JSON route, tested with the
// actions and routes that the product exports.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { changesByForm, changesByRoute, type SentCookies } from "@/tests/factories/browser-request";
import { submitDeletion as deleteAccountForm } from "@/app/(account)/account/delete/actions";
import { submitConfirmation as submitIdentityConfirmation, submitLink } from "@/app/(account)/account/connections/actions";
import { submitConfirmation } from "@/app/(account)/account/email/actions";
import { submitPassword } from "@/app/(account)/account/password/actions";
import { submitEnd } from "@/app/(account)/account/sessions/actions";
import { submitSignOut, submitTheme } from "@/app/(account)/actions";
import { submitProvider } from "@/app/(auth)/actions";
import { submitAcceptance } from "@/app/(auth)/invite/accept/actions";
import { submitSignIn } from "@/app/(auth)/login/actions";
import { submitReset } from "@/app/(auth)/reset-password/actions";
import { submitSignUp as signUpOrganizationForm } from "@/app/(auth)/signup-org/actions";
import { submitSignUp } from "@/app/(auth)/signup/actions";
import { submitVerification } from "@/app/(auth)/verify-email/actions";
import { submitDeletion as deleteOrganizationForm } from "@/app/(organization)/org/[org]/settings/actions";
import { POST as confirmPasswordRoute } from "@/app/api/auth/confirm-password/route";
import { POST as deleteAccountRoute } from "@/app/api/auth/delete-account/route";
import { POST as confirmEmailChangeRoute } from "@/app/api/auth/email-change/confirm/route";
import { POST as signInRoute } from "@/app/api/auth/login/route";
import { POST as signOutRoute } from "@/app/api/auth/logout/route";
import { GET as authorizeUrlRoute } from "@/app/api/auth/oauth/[provider]/authorize-url/route";
import { GET as callbackRoute } from "@/app/api/auth/oauth/[provider]/callback/route";
import { DELETE as endSessionRoute } from "@/app/api/auth/sessions/[id]/route";
import { POST as signUpOrganizationRoute } from "@/app/api/auth/signup-org/route";
import { POST as signUpRoute } from "@/app/api/auth/signup/route";
import { POST as verifyEmailRoute } from "@/app/api/auth/verify-email/route";
import { POST as acceptInvitationRoute } from "@/app/api/invitations/accept/route";
import { POST as resetPasswordRoute } from "@/app/api/password/reset/route";
import { POST as changePasswordRoute } from "@/app/api/password/update/route";
import type { MailedLink } from "@/lib/access/cookie-effects";
import { requestEmailChange } from "@/lib/auth/email-change/request-email-change";
import { forgotPassword } from "@/lib/auth/password-reset/forgot-password";
import { startConfirmation, startSignIn } from "@/lib/auth/oauth/start-flow";
import { signUp } from "@/lib/auth/sign-up/sign-up";
import { generateToken } from "@/lib/crypto/random";
import { inSystemTransaction } from "@/lib/db/transaction";
import { VIEWER_FIELD, type FormAction } from "@/lib/web/adapters/form-state";
import type { Handle } from "@/lib/web/adapters/route-contract";
import { actorOf, anonymous, callerOf, createPerson, PASSWORD, uniqueEmail } from "@/tests/factories/callers";
import { google, returning, startGoogle } from "@/tests/factories/google";
import { invitingTenant } from "@/tests/factories/invitations";
import { mailedToken } from "@/tests/factories/mail";
import { loadOperations } from "../../scripts/access-matrix";

beforeAll(startGoogle);
afterAll(() => google.stop());

interface Attempt {
  cookies: SentCookies;
  fields: Record<string, string>;
  /** The JSON input, if it differs from the form's fields. */
  json?: Record<string, string>;
}

interface Entrance {
  form: FormAction;
  route: Handle;
  method?: string;
  /** Fields that the route takes from its path. */
  inPath?: string[];
}

interface Case extends Entrance {
  attempt: () => Promise<Attempt>;
  /** Kind of cookie → whether it is set or cleared. */
  changes: Record<string, "set" | "cleared">;
}

const NEW_PASSWORD = "battery staple correct horse";
const SIGNED_OUT = {
  session: "cleared",
  invitation: "cleared",
  verification: "cleared",
  passwordReset: "cleared",
  emailChange: "cleared",
  organization: "cleared",
} as const;
/** The token of an unrelated link that the browser has stored. */
const another = generateToken();

async function signedIn() {
  const person = await createPerson();
  const cookies: SentCookies = { session: person.session.token, invitation: another, organization: "acme-1" };
  return { ...person, cookies, viewer: { [VIEWER_FIELD]: person.user.id } };
}

async function resetting(cookies: SentCookies, { email, id }: { email: string; id: string }, isSignedIn: boolean) {
  await forgotPassword(anonymous(), { email });
  const json = { token: await mailedToken(email), new_password: NEW_PASSWORD };
  const fields = isSignedIn ? { ...json, [VIEWER_FIELD]: id } : json;
  return { cookies: { ...cookies, passwordReset: json.token }, fields, json };
}

async function confirming(isSignedIn: boolean): Promise<Attempt> {
  const { user, session, cookies, viewer } = await signedIn();
  const email = uniqueEmail();
  await requestEmailChange(callerOf(await actorOf(session.token)), { new_email: email, current_password: PASSWORD });
  const json = { token: await mailedToken(email) };
  if (isSignedIn) return { cookies: { ...cookies, emailChange: json.token }, fields: { ...json, ...viewer }, json };
  expect(user.email).not.toBe(email);
  return { cookies: { emailChange: json.token }, fields: { ...json, password: PASSWORD } };
}

async function signingUp(extra: Record<string, string> = {}): Promise<Attempt> {
  return { cookies: { invitation: another }, fields: { name: "Ada", email: uniqueEmail(), password: PASSWORD, ...extra } };
}

async function verifying(): Promise<Attempt> {
  const email = uniqueEmail();
  const { flow } = await signUp(anonymous(), { name: "Ada", email, password: PASSWORD });
  const token = await mailedToken(email);
  return { cookies: { signUpFlow: flow, verification: token, invitation: another }, fields: { token } };
}

async function accepting(email: string): Promise<Attempt> {
  const { token } = await (await invitingTenant()).invite(email);
  return { cookies: { invitation: token, verification: another }, fields: { token } };
}

const acceptance: Entrance = { form: submitAcceptance, route: acceptInvitationRoute };
const reset: Entrance = { form: submitReset, route: resetPasswordRoute };
const confirmation: Entrance = { form: submitConfirmation, route: confirmEmailChangeRoute };
const signOut: Entrance = { form: submitSignOut, route: signOutRoute };
const ending: Entrance = { form: submitEnd, route: endSessionRoute, method: "DELETE", inPath: ["id"] };

const CASES: Record<string, Record<string, Case>> = {
  "auth.sign-up": {
    "": { form: submitSignUp, route: signUpRoute, attempt: signingUp, changes: { signUpFlow: "set", signUpEmail: "set" } },
  },
  "auth.sign-up-organization": {
    "": {
      form: signUpOrganizationForm,
      route: signUpOrganizationRoute,
      attempt: () => signingUp({ organization_name: "Works" }),
      changes: { signUpFlow: "set", signUpEmail: "set" },
    },
  },
  "auth.sign-in": {
    "": {
      form: submitSignIn,
      route: signInRoute,
      attempt: async () => {
        const { user } = await createPerson();
        const cookies = { invitation: another, signUpEmail: "YQ" };
        return { cookies, fields: { email: user.email, password: PASSWORD } };
      },
      changes: { session: "set", device: "set", signUpEmail: "cleared" },
    },
  },
  "auth.oauth-start-sign-in": {
    "": {
      form: submitProvider,
      route: authorizeUrlRoute,
      method: "GET",
      inPath: ["provider"],
      attempt: () => Promise.resolve({ cookies: { invitation: another }, fields: { provider: "google" } }),
      changes: { oauthFlow: "set" },
    },
  },
  "auth.verify-email": {
    "": {
      form: submitVerification,
      route: verifyEmailRoute,
      attempt: verifying,
      changes: { verification: "cleared", device: "set", signUpEmail: "cleared" },
    },
  },
  "password.reset": {
    " if the user is signed in": {
      ...reset,
      attempt: async () => {
        const { user, cookies } = await signedIn();
        return resetting(cookies, user, true);
      },
      changes: { ...SIGNED_OUT, device: "set" },
    },
    " if no one is signed in": {
      ...reset,
      attempt: async () => resetting({ invitation: another }, (await createPerson()).user, false),
      changes: { passwordReset: "cleared", device: "set" },
    },
  },
  "password.update": {
    "": {
      form: submitPassword,
      route: changePasswordRoute,
      attempt: async () => {
        const { cookies, viewer } = await signedIn();
        const json = { current_password: PASSWORD, new_password: NEW_PASSWORD };
        return { cookies, fields: { ...json, ...viewer }, json };
      },
      changes: { session: "set", device: "set" },
    },
  },
  "auth.confirm-email-change": {
    " if the user is signed in": {
      ...confirmation,
      attempt: () => confirming(true),
      changes: { session: "set", device: "set", emailChange: "cleared" },
    },
    " with the password": {
      ...confirmation,
      attempt: () => confirming(false),
      changes: { device: "set", emailChange: "cleared" },
    },
  },
  "auth.confirm-password": {
    // Any form that needs a recent proof can confirm the password.
    "": {
      form: deleteOrganizationForm,
      route: confirmPasswordRoute,
      attempt: async () => {
        const { cookies, viewer, organization } = await signedIn();
        const json = { current_password: PASSWORD };
        return { cookies, fields: { ...json, ...viewer, org: organization.slug, name: "Another name" }, json };
      },
      changes: { session: "set" },
    },
  },
  "auth.end-session": {
    " in this browser": {
      ...ending,
      attempt: async () => {
        const { cookies, viewer, session } = await signedIn();
        return { cookies, fields: { id: session.id, ...viewer }, json: { id: session.id } };
      },
      changes: SIGNED_OUT,
    },
  },
  "auth.sign-out": {
    "": {
      ...signOut,
      attempt: async () => {
        const { cookies, viewer } = await signedIn();
        return { cookies, fields: viewer, json: {} };
      },
      changes: SIGNED_OUT,
    },
    " if the session has ended": {
      ...signOut,
      attempt: () =>
        Promise.resolve({ cookies: { session: generateToken(), invitation: another, organization: "acme-1" }, fields: {} }),
      changes: SIGNED_OUT,
    },
  },
  "users.delete": {
    "": {
      form: deleteAccountForm,
      route: deleteAccountRoute,
      attempt: async () => {
        const { user, cookies, viewer } = await signedIn();
        const json = { confirm: user.email, current_password: PASSWORD };
        return { cookies, fields: { ...json, ...viewer }, json };
      },
      changes: SIGNED_OUT,
    },
  },
  "invitations.accept": {
    " with a new account": {
      ...acceptance,
      attempt: async () => {
        const { cookies, fields } = await accepting(uniqueEmail());
        return { cookies, fields: { ...fields, name: "Ada", password: PASSWORD } };
      },
      changes: { invitation: "cleared", session: "set", device: "set" },
    },
    " if the user is signed in": {
      ...acceptance,
      attempt: async () => {
        const { user, cookies, viewer } = await signedIn();
        const { fields, cookies: kept } = await accepting(user.email);
        return { cookies: { ...cookies, ...kept }, fields: { ...fields, ...viewer }, json: fields };
      },
      changes: { invitation: "cleared" },
    },
    " if the user has to sign in first": {
      ...acceptance,
      attempt: async () => accepting((await createPerson()).user.email),
      changes: { invitation: "set" },
    },
  },
};

/** Operations that have no JSON route, because only pages use their cookies. */
const OF_PAGES = ["users.choose-theme"];

interface Returning {
  isSignedIn: boolean;
  changes: Record<string, "set" | "cleared">;
}

/** Operations that have no form, because a provider sends the browser to their route. */
const OF_CALLBACKS: Record<string, Returning> = {
  "auth.oauth-sign-in": { isSignedIn: false, changes: { session: "set", oauthFlow: "cleared" } },
  "auth.confirm-identity": { isSignedIn: true, changes: { session: "set", oauthFlow: "cleared" } },
};

/** Operations whose form leads to a provider; the JSON route only exists for signing in. */
const STARTS: Record<string, FormAction> = {
  "auth.oauth-start-link": submitLink,
  "auth.oauth-start-confirmation": submitIdentityConfirmation,
};

/** Entry points that receive an invalid token, which the browser also keeps in a cookie. */
const OVER: Record<MailedLink, Entrance> = {
  invitation: acceptance,
  verification: { form: submitVerification, route: verifyEmailRoute },
  passwordReset: reset,
  emailChange: confirmation,
};

async function changesOfBoth({ form, route, method, inPath = [] }: Entrance, attempt: () => Promise<Attempt>) {
  const byForm = await attempt();
  const byJson = await attempt();
  const sent = Object.entries(byJson.json ?? byJson.fields);
  const body = Object.fromEntries(sent.filter(([name]) => !inPath.includes(name)));
  const params = Object.fromEntries(sent.filter(([name]) => inPath.includes(name)));
  return {
    form: await changesByForm(form, byForm.cookies, byForm.fields),
    json: await changesByRoute(route, byJson.cookies, { method, body, params }),
  };
}

const inShort = (changes: Record<string, string>) =>
  Object.fromEntries(Object.entries(changes).map(([kind, change]) => [kind, change.split(";")[0]]));

describe("every operation that changes cookies", () => {
  let names: string[];

  beforeAll(async () => {
    names = (await loadOperations()).filter(({ changesCookies }) => changesCookies).map(({ name }) => name);
  });

  it("has a test in this file", () => {
    expect([CASES, OF_CALLBACKS, STARTS].flatMap(Object.keys).concat(OF_PAGES).sort()).toEqual(names);
  });
});

describe("a form that leads to a provider", () => {
  it.each(Object.entries(STARTS))("sets only the cookie of the flow: %s", async (_name, form) => {
    const { cookies, viewer } = await signedIn();
    const changes = inShort(await changesByForm(form, cookies, { ...viewer, provider: "google" }));
    expect(changes).toEqual({ oauthFlow: "set" });
  });
});

describe("the route to which a provider sends the browser", () => {
  it.each(Object.entries(OF_CALLBACKS))(
    "changes exactly the expected cookies: %s",
    async (_name, { isSignedIn, changes }) => {
      const { user, cookies, session } = await signedIn();
      const caller = isSignedIn ? callerOf(await actorOf(session.token)) : anonymous();
      const start = isSignedIn ? startConfirmation : startSignIn;
      const account = { email: user.email, sub: user.id };
      const identity = { provider: "google", subject: user.id, userId: user.id, email: user.email, isConfirmed: true };
      await inSystemTransaction((db) => db.identity.create({ data: identity }));
      const back = await returning(account, { caller, start });
      const sent = { ...(isSignedIn ? cookies : {}), oauthFlow: back.caller.request.oauthFlow ?? "" };
      const { provider, ...query } = back.input;
      const visit = { method: "GET", query, params: { provider } };
      expect(inShort(await changesByRoute(callbackRoute, sent, visit))).toEqual(changes);
    },
  );
});

describe("the form for the theme", () => {
  it.each([
    ["dark", { theme: "set" }],
    ["light", { theme: "set" }],
    ["system", { theme: "cleared" }],
    ["sepia", {}],
  ])("changes exactly the expected cookies for the choice %s: %j", async (theme, changes) => {
    const { cookies, viewer } = await signedIn();
    expect(inShort(await changesByForm(submitTheme, cookies, { ...viewer, theme }))).toEqual(changes);
  });
});

const cases = Object.entries(CASES).flatMap(([name, each]) =>
  Object.entries(each).map(([when, one]) => [`${name}${when}`, one] as const),
);

describe("the form and the JSON route of an operation", () => {
  it.each(cases)("change the same cookies: %s", async (_name, one) => {
    const { form, json } = await changesOfBoth(one, one.attempt);
    expect(inShort(form)).toEqual(one.changes);
    expect(json).toEqual(form);
  });

  it.each(Object.entries(OVER))("change the same cookies for an invalid link: %s", async (link, entrance) => {
    const token = generateToken();
    const fields = { token, ...(link === "passwordReset" ? { new_password: NEW_PASSWORD } : {}) };
    const attempt = () => Promise.resolve({ cookies: { [link]: token }, fields });
    const { form, json } = await changesOfBoth(entrance, attempt);
    expect(inShort(form)).toEqual({ [link]: "cleared" });
    expect(json).toEqual(form);
  });
});
