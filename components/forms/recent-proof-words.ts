// What a form says that asks for the password once more. Client-safe.

export const PROOF_LABEL = "Your password";
export const PROOF_HINT = "It has been a while since you signed in. Enter your password to go on.";
