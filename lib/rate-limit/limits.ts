// Every limit of the product, in one table. Windows slide.

export interface Limit {
  name: string;
  max: number;
  windowSeconds: number;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const define = (name: string, max: number, windowSeconds: number): Limit => ({ name, max, windowSeconds });

export const limits = {
  signInPerAccount: define("sign-in per e-mail", 5, MINUTE),
  signInPerDevice: define("sign-in per known device", 5, MINUTE),
  signInPerAddress: define("sign-in per address", 20, 15 * MINUTE),
  signUpPerAddress: define("sign-up per address", 3, HOUR),
  forgotPerAccount: define("forgot per e-mail", 3, HOUR),
  forgotPerAddress: define("forgot per address", 3, HOUR),
  resendPerAccount: define("resend per e-mail", 10, HOUR),
  resendPerAddress: define("resend per address", 10, HOUR),
  tokenPerAddress: define("mailed token per address", 20, HOUR),
  passwordPerUser: define("password check per user", 10, 15 * MINUTE),
  mailPerRecipient: define("mail per recipient", 10, DAY),
} as const;
