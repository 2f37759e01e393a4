// How long mailed links work, in milliseconds and in words, and how long an account remembers a browser. Client-safe.

const HOUR_MS = 3_600_000;
const VERIFICATION_HOURS = 24;
const RESET_HOURS = 1;
const EMAIL_CHANGE_HOURS = 24;

const said = (hours: number) => (hours === 1 ? "one hour" : `${hours} hours`);

export const VERIFICATION_LIFETIME_MS = VERIFICATION_HOURS * HOUR_MS;
export const VERIFICATION_LIFETIME = said(VERIFICATION_HOURS);

export const RESET_LIFETIME_MS = RESET_HOURS * HOUR_MS;
export const RESET_LIFETIME = said(RESET_HOURS);

export const EMAIL_CHANGE_LIFETIME_MS = EMAIL_CHANGE_HOURS * HOUR_MS;
export const EMAIL_CHANGE_LIFETIME = said(EMAIL_CHANGE_HOURS);

export const DEVICE_LIFETIME_SECONDS = 180 * 24 * 60 * 60;
