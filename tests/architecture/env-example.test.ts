import { parseEnv as parseDotenv } from "node:util";
import { describe, expect, it } from "vitest";
import { parseEnv, VARIABLE_NAMES } from "@/lib/env/schema";
import { SECRET_NAMES } from "@/lib/env/secret-names";
import { textOf } from "./source";

/** Variables that the platform sets, never an operator. */
const PLATFORM = /^VERCEL(_|$)/;
/** The app does not start without these variables, so they have no default to document. */
const REQUIRED = {
  DATABASE_URL: "postgresql://app@database.test/app",
  JWT_SECRET_KEY: "j-0123456789-0123456789-0123456789",
  ENCRYPTION_KEY: "e-0123456789-0123456789-0123456789",
  CRON_SECRET: "c-0123456789-0123456789-0123456789",
  UPSTASH_REDIS_REST_URL: "https://redis.test",
  UPSTASH_REDIS_REST_TOKEN: "u-0123456789-0123456789-0123456789",
  SMTP_URL: "smtp://mail.test",
  EMAIL_FROM: "app@mail.test",
};
/** Variables whose defaults depend on other variables. .env.example describes these defaults in words. */
const DERIVED = ["APP_ENV", "APP_URL", "MAIL_ONLY_TO", "DIRECT_DATABASE_URL", "TRUSTED_HOSTS", "TRUSTED_PROXY_HOPS"];

const text = textOf(".env.example");
const example: Record<string, string | undefined> = { ...parseDotenv(text) };
const operators = VARIABLE_NAMES.filter((name) => !PLATFORM.test(name));
const given = Object.fromEntries(Object.entries(example).filter(([name]) => !(name in REQUIRED)));
const minimal = { APP_ENV: "test", ...REQUIRED };

describe(".env.example", () => {
  it("contains every variable that an operator sets, in the order of the schema, and no other", () => {
    expect([...text.matchAll(/^(\w+)=/gm)].map(([, name]) => name)).toEqual(operators);
  });

  it("explains each variable in one line", () => {
    const blocks = text.trim().split("\n\n").slice(1);
    expect(blocks.length).toBe(operators.length);
    for (const block of blocks) expect(block).toMatch(/^# .{10,120}\n[A-Z_]+=[^\n]*$/);
  });

  it("documents the real defaults: setting its values changes nothing", () => {
    expect(parseEnv({ ...given, ...minimal })).toEqual(parseEnv(minimal));
  });

  it("gives a value to every variable with a fixed default, and to no other variable", () => {
    const defaults = parseEnv(minimal) as unknown as Record<string, unknown>;
    for (const name of operators) {
      const hasDefault = defaults[name] !== undefined && !(name in REQUIRED) && !DERIVED.includes(name);
      expect([name, (example[name] ?? "") !== ""]).toEqual([name, hasDefault]);
    }
  });

  it("marks as required exactly the variables without which the app does not start", () => {
    const required = [...text.matchAll(/^# .*\bRequired\b(?! in beta).*\n(\w+)=/gm)].map(([, name]) => name);
    expect(required).toEqual(Object.keys(REQUIRED));
    for (const name of Object.keys(REQUIRED)) {
      expect(() => parseEnv({ ...minimal, [name]: undefined })).toThrow(new RegExp(`- ${name} `));
    }
  });

  it("contains no secret", () => {
    for (const name of SECRET_NAMES) expect(example[name]).toBe("");
  });
});
