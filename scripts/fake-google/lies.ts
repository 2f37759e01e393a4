// How a test makes the provider lie or fail.

/** What is wrong with the ID tokens. */
export type Lie =
  | "another key"
  | "an unknown key"
  | "no algorithm"
  | "the public key as a secret"
  | "another issuer"
  | "another audience"
  | "several audiences"
  | "another authorized party"
  | "another nonce"
  | "no nonce"
  | "no address"
  | "an invalid address"
  | "expired"
  | "no expiry"
  | "from long ago"
  | "from the future"
  | "no subject"
  | "an unverified address as text"
  | "an old sign-in"
  | "no time of sign-in"
  | "a time of sign-in before all time"
  | "not a token";

export type Endpoint = "metadata" | "keys" | "token";
export type Failure = "down" | "slow" | "failing" | "garbage" | "huge" | "redirecting";
