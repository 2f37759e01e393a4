// Answers that are the same whatever the operation found, so that they do not reveal which addresses have an account.
import "server-only";

export const accepted = { status: 202, view: () => ({ status: "accepted" }) } as const;

export const verificationRequired = { status: 202, view: () => ({ status: "verification_required" }) } as const;
