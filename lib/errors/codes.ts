// The one table of public errors: clients see only the code and message from here, and messages about fields. Codes and
// statuses are part of the API contract.
import "server-only";
import { PAGE_UPDATED } from "./page-updated";

export const ERROR_CODES = {
  VALIDATION_ERROR: { status: 422, message: "Please check the highlighted fields." },
  MALFORMED_REQUEST: { status: 400, message: "The request could not be understood." },
  UNAUTHORIZED: { status: 401, message: "Please sign in first." },
  INVALID_CREDENTIALS: { status: 401, message: "The e-mail address or password is incorrect." },
  INVALID_TOKEN: { status: 401, message: "The access token or API key is invalid or has expired." },
  ACCESS_DENIED: { status: 403, message: "You are not allowed to do this." },
  EMAIL_NOT_VERIFIED: { status: 403, message: "Please verify your e-mail address first." },
  CSRF_REJECTED: { status: 403, message: "The request came from another site and was refused." },
  PASSWORD_REQUIRED: { status: 403, message: "Please enter the password as well." },
  RECENT_PROOF_REQUIRED: { status: 403, message: "Please confirm your password to continue." },
  ORGANIZATION_SUSPENDED: { status: 403, message: "This organization is suspended." },
  FEATURE_DISABLED: { status: 403, message: "This feature is turned off." },
  NOT_FOUND: { status: 404, message: "The page or item was not found." },
  METHOD_NOT_ALLOWED: { status: 405, message: "This method is not allowed here." },
  REQUEST_TIMEOUT: { status: 408, message: "The request took too long to arrive." },
  PAGE_UPDATED: { status: 409, message: PAGE_UPDATED },
  SIGNED_IN_AS_ANOTHER: {
    status: 409,
    message: "This form was opened while another account was signed in. Nothing was changed.",
  },
  CONFLICT: { status: 409, message: "Something changed in the meantime. Please try again." },
  LAST_ORG_ADMIN: { status: 409, message: "An organization needs at least one admin who can sign in." },
  HAS_ORG_ADMIN: { status: 409, message: "This organization already has an admin, who can invite others." },
  PLAN_IN_USE: {
    status: 409,
    message:
      "This plan is the default, or an organization has it. Make another plan the default, or move the organizations to another plan first.",
  },
  PLAN_HAS_PRICE: {
    status: 409,
    message:
      "This plan has a price, and organizations have the default plan without paying. Remove its prices, or choose another plan.",
  },
  LAST_SYSTEM_ADMIN: { status: 409, message: "There must be at least one system admin who can sign in." },
  ALREADY_MEMBER: { status: 409, message: "This account is already a member of the organization." },
  INVALID_LINK: { status: 400, message: "This link is no longer valid. Please request a new one." },
  ACCOUNT_SUSPENDED: { status: 403, message: "This account is suspended. Please contact support." },
  OAUTH_CANCELLED: {
    status: 400,
    message: "You canceled the sign-in at Google. You can start again, or sign in another way.",
  },
  OAUTH_INVALID_STATE: {
    status: 400,
    message: "This sign-in took too long, was already used or was started in another browser. Please start again.",
  },
  OAUTH_MISSING_CODE: { status: 400, message: "Google sent an incomplete answer. Please start again." },
  OAUTH_EMAIL_UNVERIFIED: {
    status: 403,
    message: "Google has not verified the e-mail address of this account. Verify it at Google first, and then try again.",
  },
  OAUTH_LINK_REQUIRED: {
    status: 403,
    message:
      "An account with this e-mail address already exists, but it is not linked to this Google account. Sign in another way, or choose “Forgot password?” if you cannot. You can then link Google on the Connections page of your account.",
  },
  OAUTH_NOT_INVITED: {
    status: 403,
    message: "There is no account with this e-mail address. Accept your invitation first, or ask your admin for one.",
  },
  OAUTH_SIGN_UP_CLOSED: {
    status: 403,
    message: "There is no account with this e-mail address, and new accounts cannot be created at the moment.",
  },
  OAUTH_NOT_RECENT: {
    status: 403,
    message:
      "Google could not confirm that you signed in there within the last 15 minutes. Sign out at Google and try again, or use a password here.",
  },
  OAUTH_OTHER_ACCOUNT: { status: 403, message: "This is not the Google account that is linked to your account." },
  OAUTH_IN_USE: { status: 409, message: "This Google account is already linked to another account." },
  OAUTH_LINKED_ALREADY: {
    status: 409,
    message: "Another Google account is linked to your account. Unlink it first to link this one.",
  },
  LAST_SIGN_IN_METHOD: {
    status: 409,
    message: "This is your only way to sign in. Set a password first, and then unlink the Google account.",
  },
  OAUTH_UNAVAILABLE: { status: 503, message: "Google cannot be reached at the moment. Please try again in a few minutes." },
  OAUTH_FAILED: {
    status: 502,
    message: "Google’s answer could not be verified. Please start again.",
  },
  UNTRUSTED_HOST: { status: 400, message: "This host name is not allowed." },
  PAYLOAD_TOO_LARGE: { status: 413, message: "The request is too large." },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, message: "This content type is not supported." },
  QUOTA_EXCEEDED: { status: 402, message: "The limit for this kind of item has been reached." },
  RATE_LIMITED: { status: 429, message: "Too many attempts. Please wait a moment and try again." },
  METRICS_NOT_SCRAPED: {
    status: 501,
    message: "Metrics cannot be scraped here, where instances come and go. Set OTEL_EXPORTER_OTLP_ENDPOINT to push them.",
  },
  UPSTREAM_FAILED: { status: 502, message: "Another service that this needs has failed. Please try again in a moment." },
  MODEL_PRICE_MISSING: { status: 503, message: "This AI model cannot be used at the moment. Please try again later." },
  BUSY: { status: 503, message: "The service is busy right now. Please try again in a moment." },
  INTERNAL_ERROR: { status: 500, message: "Something went wrong on our side." },
} as const satisfies Record<string, { status: number; message: string }>;

export type ErrorCode = keyof typeof ERROR_CODES;
