// How long an API key may be valid, and how many keys there may be. Client-safe.

/** The lifetimes to choose from. */
export const KEY_LIFETIMES = ["7d", "30d", "90d", "365d", "never"] as const;
export type KeyLifetime = (typeof KEY_LIFETIMES)[number];

export const MAX_KEYS_OF_USER = 10;
export const MAX_KEYS_OF_ORGANIZATION = 50;
