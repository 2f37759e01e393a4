// The providers with which users can sign in, by name.
import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { google } from "./google";
import type { Provider } from "./provider";

const PROVIDERS: ReadonlyMap<string, () => Provider | null> = new Map([["google", google]]);

/** @throws AppError NOT_FOUND for an unknown provider, FEATURE_DISABLED for one that is not configured */
export function requireProvider(name: string): Provider {
  const read = PROVIDERS.get(name);
  if (!read) throw new AppError("NOT_FOUND");
  const provider = read();
  if (!provider) throw new AppError("FEATURE_DISABLED");
  return provider;
}

/** The names of the configured providers. */
export function providerNames(): string[] {
  return [...PROVIDERS].flatMap(([name, read]) => (read() === null ? [] : [name]));
}

/** The origins of the configured providers, to which the pages' forms lead. */
export function providerOrigins(): string[] {
  return [...PROVIDERS.values()].flatMap((read) => {
    const provider = read();
    return provider === null ? [] : [new URL(provider.issuer).origin];
  });
}
