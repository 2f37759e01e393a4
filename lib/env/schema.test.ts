import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { ConfigurationError, parseEnv, parseMigrationEnv } from "./schema";
import { SECRET_NAMES } from "./secret-names";

const secret = (letter: string) => `${letter}${"0123456789abcdef".repeat(2)}`;

const PROD = {
  APP_URL: "https://app.gatehouse.test",
  DATABASE_URL: "postgresql://app:pw@db.gatehouse.test/app?sslmode=verify-full",
  TRUSTED_PROXY_HOPS: "1",
  CLIENT_ADDRESS_HEADER: "CF-Connecting-IP",
  CLIENT_ADDRESS_SECRET: secret("e"),
  JWT_SECRET_KEY: secret("a"),
  ENCRYPTION_KEY: secret("b"),
  CRON_SECRET: secret("c"),
  RATE_LIMIT_STORE: "memory",
  SMTP_URL: "smtps://mail.gatehouse.test",
  EMAIL_FROM: "Gatehouse <no-reply@gatehouse.test>",
};

type Source = Record<string, string | undefined>;

function problems(source: Source): string[] {
  try {
    parseEnv(source);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
}

describe("a production configuration", () => {
  it("is accepted if complete, and is strict", () => {
    expect(parseEnv(PROD)).toMatchObject({
      APP_ENV: "prod",
      strict: true,
      DIRECT_DATABASE_URL: PROD.DATABASE_URL,
      TRUSTED_HOSTS: ["app.gatehouse.test"],
      TRUSTED_PROXY_HOPS: 1,
      SESSION_COOKIE_MAX_AGE: 86_400,
    });
    expect(parseEnv({ ...PROD, APP_ENV: "beta" }).strict).toBe(true);
    expect(parseEnv({ ...PROD, APP_ENV: "dev" }).strict).toBe(false);
  });

  it("reports every missing variable at once if it is empty", () => {
    const found = problems({});
    const required = [
      "DATABASE_URL",
      "JWT_SECRET_KEY",
      "ENCRYPTION_KEY",
      "CRON_SECRET",
      "SMTP_URL",
      "EMAIL_FROM",
      "TRUSTED_PROXY_HOPS",
    ];
    for (const name of required) expect(found).toContainEqual(expect.stringMatching(new RegExp(`^${name} `)));
    for (const name of ["UPSTASH_REDIS_REST_URL", "UPSTASH_REDIS_REST_TOKEN"]) {
      expect(found).toContainEqual(`${name} is missing (RATE_LIMIT_STORE=memory is for a single instance)`);
    }
    expect(found).toContainEqual("APP_URL must be https in prod");
    expect(found).toHaveLength(required.length + 3);
  });

  it("reports every kind of mistake at once", () => {
    const found = problems({
      ...PROD,
      APP_URL: "http://app.gatehouse.test",
      JWT_SECRET_KEY: "short",
      ENCRYPTION_KEY: "change-me-".repeat(4),
      CRON_SECRET: secret("d"),
      CRON_SECRET_PREVIOUS: secret("d"),
      RATE_LIMIT_SCALE: "10",
      MAILBOX_FILE: "/tmp/mailbox.jsonl",
      SMTP_URL: "http://mail.gatehouse.test",
      SESSION_COOKIE_MAX_AGE: "a day",
      ALLOWED_ORIGINS: '["https://*.gatehouse.test/"]',
      VERCEL: "1",
      VERCEL_ENV: "production",
    });
    expect(found.sort()).toEqual([
      "ALLOWED_ORIGINS must contain exact origins, such as https://app.example.com",
      "APP_URL must be https in prod",
      "CRON_SECRET_PREVIOUS must not equal CRON_SECRET",
      "ENCRYPTION_KEY is a known sample value",
      "JWT_SECRET_KEY must have at least 32 characters",
      "MAILBOX_FILE is for development only, not for prod",
      "RATE_LIMIT_SCALE must be 1 in prod",
      "RATE_LIMIT_STORE cannot be memory on Vercel, where instances share nothing",
      "SESSION_COOKIE_MAX_AGE must be a whole number",
      "SMTP_URL must be a URL with smtp: or smtps:",
    ]);
  });

  it("never repeats a secret or a URL in an error message", () => {
    const bad = { ...PROD, JWT_SECRET_KEY: "hunter2", DATABASE_URL: "mysql://root:hunter2@db", SMTP_URL: "hunter2" };
    expect(problems(bad)).toHaveLength(3);
    expect(problems(bad).join("\n")).not.toContain("hunter2");
  });

  it.each([
    ["a sample value", "your-secret-key-here-your-secret-key-here"],
    ["a placeholder", "PLACEHOLDER-PLACEHOLDER-PLACEHOLDER-1"],
  ])("is refused if a secret is %s", (_what, value) => {
    expect(problems({ ...PROD, CRON_SECRET: value })).toEqual(["CRON_SECRET is a known sample value"]);
  });

  it.each(["x".repeat(40), "j".repeat(39) + "1", "abcabcab".repeat(5)])(
    "is refused if a secret is obviously not random: %s",
    (value) => {
      expect(problems({ ...PROD, CRON_SECRET: value })).toEqual(["CRON_SECRET is not random: too few different characters"]);
    },
  );

  it("requires both variables of the shared rate-limit store, and https", () => {
    const shared = { ...PROD, RATE_LIMIT_STORE: "upstash", UPSTASH_REDIS_REST_TOKEN: secret("u") };
    expect(problems({ ...shared, UPSTASH_REDIS_REST_URL: "https://redis.gatehouse.test" })).toEqual([]);
    expect(problems({ ...shared, UPSTASH_REDIS_REST_URL: "http://redis.gatehouse.test" })).toEqual([
      "UPSTASH_REDIS_REST_URL must be https in prod",
    ]);
    expect(problems(shared)).toHaveLength(1);
  });

  it("cannot turn off HSTS", () => {
    expect(problems({ ...PROD, HSTS: "max-age=0" })).toEqual(["HSTS must not be turned off in prod"]);
  });

  it("accepts the breach API's URL with or without a trailing slash", () => {
    const env = parseEnv({ ...PROD, BREACHED_PASSWORD_API_URL: "https://breaches.gatehouse.test/range" });
    expect(env.BREACHED_PASSWORD_API_URL).toBe("https://breaches.gatehouse.test/range/");
  });

  it("is refused if any two secrets are equal", () => {
    for (const [index, name] of SECRET_NAMES.entries()) {
      const other = SECRET_NAMES[(index + 1) % SECRET_NAMES.length] ?? name;
      const found = problems({ ...PROD, [name]: secret("z"), [other]: secret("z") });
      expect(found).toContainEqual(expect.stringMatching(/^\w+ must not equal \w+$/));
    }
  });

  it.each(SECRET_NAMES)("is refused if a header of the collector contains %s", (name) => {
    const found = problems({
      ...PROD,
      [name]: secret("z"),
      OTEL_EXPORTER_OTLP_HEADERS: `authorization=Bearer ${secret("z")}`,
    });
    expect(found).toContain(`OTEL_EXPORTER_OTLP_HEADERS must not contain ${name}`);
    expect(found.join()).not.toContain(secret("z"));
  });

  it.each(["https://app.gatehouse.test/path", "app.gatehouse.test", "ftp://app.gatehouse.test"])(
    "is refused if APP_URL is %s",
    (APP_URL) => {
      expect(problems({ ...PROD, APP_URL })).not.toEqual([]);
    },
  );

  it.each(["*", "https://*.gatehouse.test", "https://a.test/", "null"])(
    "is refused if an allowed origin is %s",
    (origin) => {
      expect(problems({ ...PROD, ALLOWED_ORIGINS: JSON.stringify([origin]) })).toHaveLength(1);
    },
  );
});

describe("the number of trusted proxies", () => {
  const unsaid = {
    ...PROD,
    RATE_LIMIT_STORE: undefined,
    UPSTASH_REDIS_REST_URL: "https://redis.gatehouse.test",
    UPSTASH_REDIS_REST_TOKEN: secret("u"),
    TRUSTED_PROXY_HOPS: undefined,
  };

  it.each(["beta", "prod"])(
    "is required in %s, because otherwise all clients could share one IP address and its limits",
    (APP_ENV) => {
      for (const TRUSTED_PROXY_HOPS of [undefined, ""]) {
        const [problem, ...others] = problems({ ...unsaid, APP_ENV, TRUSTED_PROXY_HOPS });
        expect(problem).toMatch(/^TRUSTED_PROXY_HOPS is missing/);
        expect(others).toEqual([]);
      }
      expect(parseEnv({ ...unsaid, APP_ENV, TRUSTED_PROXY_HOPS: "0" }).TRUSTED_PROXY_HOPS).toBe(0);
    },
  );

  it.each(["dev", "test"])("defaults to 0 in %s", (APP_ENV) => {
    expect(parseEnv({ ...unsaid, APP_ENV }).TRUSTED_PROXY_HOPS).toBe(0);
    expect(parseEnv({ ...unsaid, APP_ENV, TRUSTED_PROXY_HOPS: "2" }).TRUSTED_PROXY_HOPS).toBe(2);
  });

  it("defaults to 1 on Vercel", () => {
    const onVercel = { ...unsaid, VERCEL: "1", VERCEL_ENV: "production" };
    expect(parseEnv(onVercel).TRUSTED_PROXY_HOPS).toBe(1);
    expect(parseEnv({ ...onVercel, TRUSTED_PROXY_HOPS: "2" }).TRUSTED_PROXY_HOPS).toBe(2);
    expect(parseEnv({ ...onVercel, TRUSTED_PROXY_HOPS: "0" }).TRUSTED_PROXY_HOPS).toBe(0);
  });

  it.each([
    { VERCEL_ENV: "production" },
    { VERCEL_ENV: "production", VERCEL_URL: "a.vercel.app", VERCEL_REGION: "fra1" },
    { VERCEL_ENV: "production", VERCEL: "0" },
    { VERCEL_ENV: "production", AWS_LAMBDA_FUNCTION_NAME: "app" },
  ])("is required unless Vercel itself says that it runs the app, because elsewhere no one knows it: %j", (marks) => {
    expect(problems({ ...unsaid, ...marks })).toEqual([expect.stringMatching(/^TRUSTED_PROXY_HOPS is missing/)]);
    expect(parseEnv({ ...unsaid, ...marks, TRUSTED_PROXY_HOPS: "2" }).TRUSTED_PROXY_HOPS).toBe(2);
  });
});

describe("the header with the client's address", () => {
  it("is accepted only together with a secret, because anyone could send the header alone", () => {
    expect(parseEnv(PROD).CLIENT_ADDRESS_HEADER).toBe("cf-connecting-ip");
    for (const missing of ["CLIENT_ADDRESS_HEADER", "CLIENT_ADDRESS_SECRET"]) {
      for (const value of [undefined, ""]) {
        expect(problems({ ...PROD, [missing]: value })).toEqual([expect.stringMatching(`^${missing} is missing`)]);
      }
    }
    const neither = { ...PROD, CLIENT_ADDRESS_HEADER: undefined, CLIENT_ADDRESS_SECRET: undefined };
    expect(problems({ ...neither, CLIENT_ADDRESS_SECRET_PREVIOUS: secret("g") })).toEqual([]);
    const onlyPrevious = { ...PROD, CLIENT_ADDRESS_SECRET: undefined, CLIENT_ADDRESS_SECRET_PREVIOUS: secret("g") };
    expect(problems(onlyPrevious)).toEqual([expect.stringMatching("^CLIENT_ADDRESS_SECRET is missing")]);
  });
});

describe("the certificates of other servers", () => {
  it("must be verified in production, so a Node setting that turns verification off is refused", () => {
    expect(problems({ ...PROD, NODE_TLS_REJECT_UNAUTHORIZED: "0" })).toEqual([
      "NODE_TLS_REJECT_UNAUTHORIZED disables certificate verification, which is not allowed in prod",
    ]);
    expect(problems({ ...PROD, APP_ENV: "dev", NODE_TLS_REJECT_UNAUTHORIZED: "0" })).toEqual([]);
  });

  it("need not be verified for a database in a network declared as trusted", () => {
    const plain = { ...PROD, DATABASE_URL: "postgresql://db.gatehouse.test/app" };
    expect(problems(plain)).toEqual([expect.stringMatching(/^DATABASE_URL must have sslmode=verify-full/)]);
    expect(problems({ ...plain, DATABASE_TLS: "trust-network" })).toEqual([]);
    expect(problems({ ...plain, APP_ENV: "dev" })).toEqual([]);
  });
});

describe("the configuration of migrations", () => {
  const migration = (source: Source) => {
    try {
      return parseMigrationEnv(source).DIRECT_DATABASE_URL;
    } catch (error) {
      return error instanceof ConfigurationError ? error.problems : error;
    }
  };

  it("requires only a database URL, with the same rules as the app's configuration", () => {
    expect(migration({ DATABASE_URL: PROD.DATABASE_URL })).toBe(PROD.DATABASE_URL);
    expect(migration({ DIRECT_DATABASE_URL: PROD.DATABASE_URL })).toBe(PROD.DATABASE_URL);
    expect(migration({ DATABASE_URL: "postgresql://db.test/a", DIRECT_DATABASE_URL: PROD.DATABASE_URL })).toHaveLength(1);
    expect(migration({})).toEqual(["DATABASE_URL is missing"]);
    const plain = { DATABASE_URL: "postgresql://db.test/a" };
    expect(migration(plain)).toEqual([expect.stringMatching(/sslmode=verify-full/)]);
    expect(migration({ ...plain, APP_ENV: "dev" })).toBe(plain.DATABASE_URL);
    expect(migration({ ...plain, DATABASE_TLS: "trust-network" })).toBe(plain.DATABASE_URL);
    expect(migration({ DATABASE_URL: PROD.DATABASE_URL, AUDIT_RETENTION_DAYS: "1" })).toEqual([
      "AUDIT_RETENTION_DAYS must be at least 30",
    ]);
  });
});

describe("a configuration in a serverless function", () => {
  const LAMBDA = [
    { AWS_LAMBDA_FUNCTION_NAME: "app" },
    { AWS_LAMBDA_RUNTIME_API: "127.0.0.1:9001" },
    { AWS_EXECUTION_ENV: "AWS_Lambda_nodejs22.x" },
  ];
  const VERCEL = [{ VERCEL: "1" }, { VERCEL_URL: "a.vercel.app" }, { VERCEL_REGION: "fra1" }];
  const placeOf = (mark: Source) => (mark.VERCEL === "1" ? "on Vercel" : "in a serverless function");
  const shared = {
    ...PROD,
    RATE_LIMIT_STORE: undefined,
    UPSTASH_REDIS_REST_URL: "https://redis.gatehouse.test",
    UPSTASH_REDIS_REST_TOKEN: secret("u"),
    VERCEL_ENV: "production",
  };

  it.each([...LAMBDA, ...VERCEL, {}])("is recognized by any sign of one: %j", (mark) => {
    expect(parseEnv({ ...shared, ...mark })).toMatchObject({ serverless: true, preview: false });
    expect(parseEnv({ ...shared, ...mark, VERCEL_ENV: "preview", TRUSTED_HOSTS: '["app.gatehouse.test"]' })).toMatchObject({
      serverless: true,
      preview: true,
    });
  });

  it.each([...LAMBDA, ...VERCEL])("is never one of development: %j", (mark) => {
    for (const APP_ENV of ["dev", "test"])
      expect(problems({ ...shared, ...mark, APP_ENV })).toEqual([`APP_ENV cannot be ${APP_ENV} ${placeOf(mark)}`]);
  });

  it.each([...LAMBDA, ...VERCEL])(
    "must say whether it is production, because a preview on Vercel that hides its variables would pass for it: %j",
    (mark) => {
      for (const VERCEL_ENV of [undefined, "", "development", "another"]) {
        expect(problems({ ...shared, ...mark, VERCEL_ENV })).toEqual([
          expect.stringMatching(/^VERCEL_ENV must be production or preview in a serverless function/),
        ]);
      }
    },
  );

  it.each([...LAMBDA, ...VERCEL, {}])("has a shared rate-limit store: %j", (mark) => {
    expect(problems({ ...shared, ...mark, RATE_LIMIT_STORE: "memory" })).toEqual([
      `RATE_LIMIT_STORE cannot be memory ${placeOf(mark)}, where instances share nothing`,
    ]);
  });

  it("is not confused with one in a container, or with an empty variable", () => {
    for (const mark of [
      { AWS_EXECUTION_ENV: "AWS_ECS_FARGATE" },
      { AWS_LAMBDA_RUNTIME_API: "" },
      { LAMBDA_TASK_ROOT: "/var/task" },
      { VERCEL: "" },
    ]) {
      expect(parseEnv({ ...PROD, ...mark }).serverless).toBe(false);
      expect(problems({ ...PROD, ...mark, APP_ENV: "dev" })).toEqual([]);
    }
  });
});

describe("a configuration on Vercel", () => {
  const own = {
    VERCEL: "1",
    VERCEL_URL: "Gate-abc123.vercel.app",
    VERCEL_BRANCH_URL: "gate-git-main.vercel.app",
    VERCEL_PROJECT_PRODUCTION_URL: "gate.vercel.app",
  };
  const shared = {
    ...PROD,
    RATE_LIMIT_STORE: undefined,
    UPSTASH_REDIS_REST_URL: "https://redis.gatehouse.test",
    UPSTASH_REDIS_REST_TOKEN: secret("u"),
  };

  it("trusts the deployment's own host in production only for the scheduler", () => {
    expect(parseEnv({ ...shared, ...own, VERCEL_ENV: "production" })).toMatchObject({
      TRUSTED_HOSTS: ["app.gatehouse.test", "gate-git-main.vercel.app", "gate.vercel.app"],
      SCHEDULER_HOSTS: ["gate-abc123.vercel.app"],
    });
  });

  it("trusts the deployment's own host in previews for everything, because people open previews there", () => {
    const { TRUSTED_HOSTS, SCHEDULER_HOSTS } = parseEnv({ ...shared, ...own, APP_URL: undefined, VERCEL_ENV: "preview" });
    expect(TRUSTED_HOSTS).toContain("gate-abc123.vercel.app");
    expect(SCHEDULER_HOSTS).toEqual([]);
  });

  it.each([undefined, "0"])("neither trusts its hosts nor takes one as APP_URL if VERCEL is %s", (VERCEL) => {
    const copied = { ...shared, ...own, VERCEL, VERCEL_ENV: "production" };
    expect(parseEnv(copied)).toMatchObject({ TRUSTED_HOSTS: ["app.gatehouse.test"], SCHEDULER_HOSTS: [] });
    expect(problems({ ...copied, APP_URL: undefined })).toEqual(["APP_URL must be https in prod"]);
  });

  it("is refused in beta with rate limits counted in memory", () => {
    expect(problems({ ...PROD, APP_ENV: "beta", VERCEL: "1", VERCEL_ENV: "production" })).toEqual([
      "RATE_LIMIT_STORE cannot be memory on Vercel, where instances share nothing",
    ]);
  });
});

describe("a configuration of a preview on Vercel", () => {
  const preview = {
    ...PROD,
    APP_URL: undefined,
    RATE_LIMIT_STORE: undefined,
    UPSTASH_REDIS_REST_URL: "https://redis.gatehouse.test",
    UPSTASH_REDIS_REST_TOKEN: secret("u"),
    VERCEL: "1",
    VERCEL_ENV: "preview",
    VERCEL_URL: "gate-abc123.vercel.app",
    VERCEL_BRANCH_URL: "Gate-git-topic.vercel.app",
    VERCEL_PROJECT_PRODUCTION_URL: "gate.vercel.app",
  };
  const production = { ...preview, VERCEL_ENV: "production" };

  it("is beta unless it says otherwise, is strict, and never is prod", () => {
    for (const APP_ENV of [undefined, "", "beta"])
      expect(parseEnv({ ...preview, APP_ENV })).toMatchObject({ APP_ENV: "beta", strict: true, preview: true });
    expect(problems({ ...preview, APP_ENV: "prod" })).toEqual([
      "APP_ENV cannot be prod on a preview: leave it out there, or set it to beta",
    ]);
    expect(problems({ ...preview, APP_ENV: "dev" })).toEqual(["APP_ENV cannot be dev on Vercel"]);
    expect(problems({ ...preview, APP_ENV: "staging" })).toEqual(["APP_ENV must be dev, test, beta or prod"]);
  });

  it("is recognized by VERCEL_ENV alone", () => {
    expect(parseEnv({ ...production, APP_URL: PROD.APP_URL })).toMatchObject({ APP_ENV: "prod", preview: false });
    expect(parseEnv(PROD)).toMatchObject({ APP_ENV: "prod", preview: false });
  });

  it("has its own address as APP_URL: the branch's if there is one, otherwise the deployment's", () => {
    expect(parseEnv(preview).APP_URL).toBe("https://gate-git-topic.vercel.app");
    expect(parseEnv({ ...preview, APP_URL: "" }).APP_URL).toBe("https://gate-git-topic.vercel.app");
    expect(parseEnv({ ...preview, VERCEL_BRANCH_URL: undefined }).APP_URL).toBe("https://gate-abc123.vercel.app");
    expect(parseEnv({ ...preview, VERCEL_BRANCH_URL: "" }).APP_URL).toBe("https://gate-abc123.vercel.app");
    const staging = { APP_URL: "https://staging.gatehouse.test", TRUSTED_HOSTS: '["staging.gatehouse.test"]' };
    expect(parseEnv({ ...preview, ...staging }).APP_URL).toBe(staging.APP_URL);
    expect(parseEnv(preview).TRUSTED_HOSTS).toContain("gate-git-topic.vercel.app");
  });

  it("has the project's address as APP_URL in production", () => {
    expect(parseEnv(production).APP_URL).toBe("https://gate.vercel.app");
    expect(problems({ ...production, VERCEL_PROJECT_PRODUCTION_URL: undefined })).toEqual(["APP_URL must be https in prod"]);
  });

  it("does not take the platform's address for an APP_URL that is not valid, or a host that is none", () => {
    expect(problems({ ...preview, APP_URL: "gate.vercel.app" })).toEqual(["APP_URL must be a URL with http: or https:"]);
    expect(problems({ ...preview, VERCEL_BRANCH_URL: "gate.test/path", VERCEL_URL: "a b" })).toEqual([
      "APP_URL must be https in beta",
    ]);
  });

  it.each(["https://gate.vercel.app", "HTTPS://Gate.Vercel.App:443/", "https://www.gatehouse.test"])(
    "is refused with another address, %s, to which its mail would lead",
    (APP_URL) => {
      expect(problems({ ...preview, APP_URL })).toEqual([
        "APP_URL is not a host of this preview: leave it out on previews, or name its host in TRUSTED_HOSTS",
      ]);
      expect(problems({ ...production, APP_URL })).toEqual([]);
    },
  );

  it("mails no one unless MAIL_ONLY_TO names someone, whereas others mail everyone unless it does", () => {
    const MAIL_ONLY_TO = '["Ada@Example.com","@example.org"]';
    const named = ["ada@example.com", "@example.org"];
    expect(parseEnv(preview).MAIL_ONLY_TO).toEqual([]);
    expect(parseEnv({ ...preview, MAIL_ONLY_TO }).MAIL_ONLY_TO).toEqual(named);
    for (const other of [PROD, production]) {
      expect(parseEnv(other).MAIL_ONLY_TO).toBeNull();
      expect(parseEnv({ ...other, MAIL_ONLY_TO }).MAIL_ONLY_TO).toEqual(named);
      expect(parseEnv({ ...other, MAIL_ONLY_TO: "[]" }).MAIL_ONLY_TO).toEqual([]);
    }
  });

  it("applies to migrations too", () => {
    const migration = { DATABASE_URL: PROD.DATABASE_URL, VERCEL_ENV: "preview" };
    expect(parseMigrationEnv(migration).APP_ENV).toBe("beta");
    expect(parseMigrationEnv({ ...migration, VERCEL_ENV: "production" }).APP_ENV).toBe("prod");
    expect(() => parseMigrationEnv({ ...migration, APP_ENV: "prod" })).toThrow("APP_ENV cannot be prod on a preview");
  });
});

describe("an empty variable", () => {
  it("counts as unset, except BREACHED_PASSWORD_API_URL, whose empty value turns off the check", () => {
    const env = parseEnv({ ...PROD, APP_NAME: "", SESSION_COOKIE_NAME: "", BREACHED_PASSWORD_API_URL: "" });
    expect(env).toMatchObject({ APP_NAME: "Gatehouse", SESSION_COOKIE_NAME: "session_id", BREACHED_PASSWORD_API_URL: "" });
  });
});

describe("Google sign-in", () => {
  const client = { GOOGLE_CLIENT_ID: "client.apps.googleusercontent.com", GOOGLE_CLIENT_SECRET: secret("g") };

  it("needs both the id and the secret of the client, or neither", () => {
    expect(problems({ ...PROD, ...client })).toEqual([]);
    for (const missing of Object.keys(client)) {
      expect(problems({ ...PROD, ...client, [missing]: undefined })).toEqual([
        `${missing} is missing: Google sign-in needs both`,
      ]);
    }
  });

  const LOOPBACK = ["http://127.0.0.1:4444", "http://localhost:4444", "https://[::1]:4444"];
  const OTHERS = ["https://issuer.test", "http://accounts.google.com", "https://accounts.google.com.test"];
  const withIssuer = (url: string, env: Source) => problems({ ...PROD, ...client, GOOGLE_ISSUER_URL: url, ...env });

  it.each(["prod", "beta"])("uses only Google in %s, also if the other issuer is on loopback", (APP_ENV) => {
    expect(withIssuer("https://accounts.google.com/", { APP_ENV })).toEqual([]);
    for (const url of [...LOOPBACK, ...OTHERS]) {
      expect(withIssuer(url, { APP_ENV })).toEqual([`GOOGLE_ISSUER_URL must be https://accounts.google.com in ${APP_ENV}`]);
    }
  });

  it("can use a provider on loopback in a beta that is itself on loopback, as a strict preview is, and never in prod", () => {
    const local = { APP_ENV: "beta", APP_URL: "https://localhost:3443" };
    expect(LOOPBACK.flatMap((url) => withIssuer(url, local))).toEqual([]);
    expect(OTHERS.map((url) => withIssuer(url, local).length)).toEqual([1, 1, 1]);
    expect(LOOPBACK.map((url) => withIssuer(url, { ...local, APP_ENV: "prod" }).length)).toEqual([1, 1, 1]);
  });
});

describe("a language model", () => {
  const model = { AI_BASE_URL: "https://models.gatehouse.test/v1", AI_API_KEY: secret("m"), AI_MODEL: "small" };

  it("needs its address, key and name, or none of them", () => {
    expect(problems({ ...PROD, ...model })).toEqual([]);
    for (const name of Object.keys(model)) {
      const sentence = `${name} is missing: a language model needs its address, key and name`;
      expect(problems({ ...PROD, ...model, [name]: undefined })).toEqual([sentence]);
    }
  });

  it("is reached over https in beta and prod, or on this machine", () => {
    const at = (url: string, APP_ENV: string) => problems({ ...PROD, ...model, APP_ENV, AI_BASE_URL: url });
    for (const APP_ENV of ["beta", "prod"]) {
      expect(at("http://models.gatehouse.test/v1", APP_ENV)).toEqual([`AI_BASE_URL must be https in ${APP_ENV}`]);
      expect(at("http://127.0.0.1:11434/v1", APP_ENV)).toEqual([]);
    }
    expect(at("http://models.gatehouse.test/v1", "dev")).toEqual([]);
  });
});

describe("payments with Stripe", () => {
  const live = { STRIPE_SECRET_KEY: `sk_live_${secret("k")}`, STRIPE_WEBHOOK_SECRET: `whsec_${secret("w")}` };
  const test = { ...live, STRIPE_SECRET_KEY: `sk_test_${secret("k")}` };

  it("need both the key and the webhook's secret, or neither", () => {
    expect(problems({ ...PROD, ...live })).toEqual([]);
    for (const missing of Object.keys(live)) {
      expect(problems({ ...PROD, ...live, [missing]: undefined })).toEqual([
        `${missing} is missing: payments with Stripe need both`,
      ]);
    }
  });

  it("need keys of Stripe, and not its publishable key", () => {
    expect(problems({ ...PROD, ...live, STRIPE_SECRET_KEY: `rk_live_${secret("k")}` })).toEqual([]);
    for (const key of [`pk_live_${secret("k")}`, secret("k")]) {
      expect(problems({ ...PROD, ...live, STRIPE_SECRET_KEY: key })).toEqual([
        "STRIPE_SECRET_KEY must be a secret or restricted key of Stripe, which starts with sk_ or rk_",
      ]);
    }
    expect(problems({ ...PROD, ...live, STRIPE_WEBHOOK_SECRET: secret("w") })).toHaveLength(1);
  });

  it("refuse a test key in prod and accept it in beta", () => {
    expect(problems({ ...PROD, ...test })).toEqual([expect.stringMatching(/^STRIPE_SECRET_KEY is a test key/)]);
    expect(problems({ ...PROD, ...test, APP_ENV: "beta" })).toEqual([]);
  });

  it.each([
    { APP_ENV: "dev" },
    { APP_ENV: "test" },
    { APP_ENV: "beta", APP_URL: undefined, VERCEL: "1", VERCEL_ENV: "preview", VERCEL_URL: "a.test" },
  ])("refuse a live key with %j, where payments are only tried out", (place) => {
    const source: Source = { ...PROD, ...place };
    expect(problems({ ...source, ...live })).toContain(
      "STRIPE_SECRET_KEY must be a test key in dev, in test and on previews",
    );
    expect(problems({ ...source, ...test }).filter((problem) => problem.startsWith("STRIPE"))).toEqual([]);
  });

  it("send the key only to Stripe, or in development to a simulator on this machine", () => {
    const at = (STRIPE_API_URL: string, place: Source) => problems({ ...PROD, ...test, STRIPE_API_URL, ...place }).length;
    const local = { APP_ENV: "beta", APP_URL: "https://localhost:3443" };
    for (const url of ["http://127.0.0.1:4242", "http://localhost:4242"]) {
      expect([{ APP_ENV: "dev" }, { APP_ENV: "test" }, local].map((place) => at(url, place))).toEqual([0, 0, 0]);
      expect([{ APP_ENV: "beta" }, { ...local, APP_ENV: "prod", ...live }].map((place) => at(url, place))).toEqual([1, 1]);
    }
    for (const url of ["https://stripe.test", "http://api.stripe.com"]) {
      expect([{ APP_ENV: "dev" }, { APP_ENV: "test" }, local].map((place) => at(url, place))).toEqual([1, 1, 1]);
    }
  });
});

describe("a secret from a file", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "gatehouse-secrets-"));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  function file(name: string, content: string): string {
    const target = path.join(folder, name);
    writeFileSync(target, content);
    return target;
  }

  /** The variables without which a secret has no use. */
  const OTHERS_OF: Partial<Record<string, Source>> = {
    GOOGLE_CLIENT_SECRET: { GOOGLE_CLIENT_ID: "client" },
    AI_API_KEY: { AI_BASE_URL: "https://models.gatehouse.test/v1", AI_MODEL: "small" },
    STRIPE_SECRET_KEY: { STRIPE_WEBHOOK_SECRET: `whsec_${secret("w")}` },
    STRIPE_WEBHOOK_SECRET: { STRIPE_SECRET_KEY: `sk_live_${secret("k")}` },
  };
  const NAMES = [...SECRET_NAMES, "DATABASE_URL", "DIRECT_DATABASE_URL", "SMTP_URL"];

  const PREFIXES: Source = { STRIPE_SECRET_KEY: "sk_live_", STRIPE_WEBHOOK_SECRET: "whsec_" };

  it.each(NAMES)("can be given as %s_FILE", (name) => {
    const value = name.endsWith("DATABASE_URL")
      ? "postgresql://localhost/db"
      : name === "SMTP_URL"
        ? "smtp://file"
        : (PREFIXES[name] ?? "") + secret("f");
    const together = OTHERS_OF[name] ?? {};
    const env = parseEnv({ ...PROD, ...together, [name]: undefined, [`${name}_FILE`]: file(name, `${value}\n`) });
    expect((env as unknown as Source)[name]).toBe(value);
  });

  it("can have the id of Google's client beside it in another file", () => {
    const GOOGLE_CLIENT_ID_FILE = file("client-id", "client.apps.googleusercontent.com\n");
    const GOOGLE_CLIENT_SECRET_FILE = file("client-secret", secret("s"));
    expect(parseEnv({ ...PROD, GOOGLE_CLIENT_ID_FILE, GOOGLE_CLIENT_SECRET_FILE })).toMatchObject({
      GOOGLE_CLIENT_ID: "client.apps.googleusercontent.com",
      GOOGLE_CLIENT_SECRET: secret("s"),
    });
    expect(problems({ ...PROD, GOOGLE_CLIENT_ID_FILE })).toEqual([
      "GOOGLE_CLIENT_SECRET is missing: Google sign-in needs both",
    ]);
  });

  it.each(["GOOGLE_CLIENT_ID", ...NAMES])("is missed if the file of %s is empty", (name) => {
    const source = { ...PROD, [name]: undefined, [`${name}_FILE`]: file("empty", " \n") };
    expect(problems(source)).toContain(`${name}_FILE is empty`);
  });

  it("can be the headers of the metrics", () => {
    const OTEL_EXPORTER_OTLP_HEADERS_FILE = file("headers", "x-api-key=a\n");
    expect(parseEnv({ ...PROD, OTEL_EXPORTER_OTLP_HEADERS_FILE }).OTEL_EXPORTER_OTLP_HEADERS).toEqual({ "x-api-key": "a" });
  });

  it("must meet the same rules as a secret from a variable", () => {
    const source = { ...PROD, CRON_SECRET: "", CRON_SECRET_FILE: file("short", "short\n") };
    expect(problems(source)).toEqual(["CRON_SECRET must have at least 32 characters"]);
    const equal = { ...PROD, CRON_SECRET: undefined, CRON_SECRET_FILE: file("equal", PROD.ENCRYPTION_KEY) };
    expect(problems(equal)).toEqual(["CRON_SECRET must not equal ENCRYPTION_KEY"]);
  });

  it("is reported if its file cannot be read, or if the variable itself is set too", () => {
    const missing = { ...PROD, CRON_SECRET: undefined, CRON_SECRET_FILE: path.join(folder, "nowhere") };
    expect(problems(missing)).toContain("CRON_SECRET_FILE cannot be read");
    const twice = { ...PROD, CRON_SECRET_FILE: file("twice", secret("t")) };
    expect(problems(twice)).toContain("CRON_SECRET and CRON_SECRET_FILE are both set");
  });
});

describe("hosts and proxies", () => {
  it("are taken from the configuration", () => {
    expect(parseEnv({ ...PROD, TRUSTED_PROXY_HOPS: "2", TRUSTED_HOSTS: '["a.test","b.test:8443"]' })).toMatchObject({
      TRUSTED_PROXY_HOPS: 2,
      TRUSTED_HOSTS: ["a.test", "b.test:8443"],
    });
  });
});
