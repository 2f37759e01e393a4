// What a page says after a sign-in with Google did not succeed, for each code that it can end with.
export const GOOGLE_ERRORS = {
  OAUTH_CANCELLED: "You canceled the sign-in at Google. You can start again, or sign in another way.",
  OAUTH_INVALID_STATE: "This sign-in took too long, was already used or was started in another browser. Please start again.",
  OAUTH_MISSING_CODE: "Google sent an incomplete answer. Please start again.",
  OAUTH_EMAIL_UNVERIFIED:
    "Google has not verified the e-mail address of this account. Verify it at Google first, and then try again.",
  OAUTH_LINK_REQUIRED:
    "An account with this e-mail address already exists, but it is not linked to this Google account. Sign in another way, or choose “Forgot password?” if you cannot. You can then link Google on the Connections page of your account.",
  OAUTH_NOT_INVITED:
    "There is no account with this e-mail address. Accept your invitation first, or ask your admin for one.",
  OAUTH_SIGN_UP_CLOSED: "There is no account with this e-mail address, and new accounts cannot be created at the moment.",
  OAUTH_NOT_RECENT:
    "Google could not confirm that you signed in there within the last 15 minutes. Sign out at Google and try again, or use a password here.",
  OAUTH_OTHER_ACCOUNT: "This is not the Google account that is linked to your account.",
  OAUTH_IN_USE: "This Google account is already linked to another account.",
  OAUTH_LINKED_ALREADY: "Another Google account is linked to your account. Unlink it first to link this one.",
  OAUTH_UNAVAILABLE: "Google cannot be reached at the moment. Please try again in a few minutes.",
  OAUTH_FAILED: "Google’s answer could not be verified. Please start again.",
  ACCOUNT_SUSPENDED: "This account is suspended. Please contact support.",
  FEATURE_DISABLED: "Sign-in with Google is not available here. Sign in another way.",
  UNAUTHORIZED: "You were signed out while you were at Google. Sign in, and then start again.",
  RATE_LIMITED: "There were too many sign-ins with Google from your network. Please wait a few minutes and start again.",
  BUSY: "The service is busy, so the sign-in with Google was not completed. Please start again in a moment.",
  CONFLICT: "Something changed while you were at Google. Please start again.",
  INTERNAL_ERROR: "Something went wrong on our side during the sign-in with Google. Please start again.",
} as const;
