// Every environment variable: an invalid value is refused at startup with a sentence that names the variable, and an
// accepted value works wherever it is used, however unusual it is.
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import nodemailer, { type SendMailOptions } from "nodemailer";
import pg from "pg";
import PostalMime from "postal-mime";
import { describe, expect, it } from "vitest";
import { Redis } from "@upstash/redis";
import { equalSecrets } from "@/lib/crypto/hash";
import { deriveKey } from "@/lib/crypto/keys";
import { ConfigurationError, parseEnv, VARIABLE_NAMES, type Env } from "@/lib/env/schema";
import { SECRET_NAMES } from "@/lib/env/secret-names";
import { bearerToken } from "@/lib/web/http/bearer-token";
import { cookieAttributes, cookieName, readCookie } from "@/lib/web/cookies/cookie-policy";
import { pushUrl } from "@/lib/observability/metrics-transport";
import { clientAddress } from "@/lib/network/client-address";
import { corsHeaders } from "@/lib/web/edge/cors";
import { assertTrustedHost } from "@/lib/web/edge/host";
import { outgoingHeaders } from "@/lib/web/edge/outgoing-headers";

interface Expectation {
  /** Value → the message it causes. */
  refused: [value: string, sentence: RegExp][];
  accepted: string[];
  works: (env: Env, value: string, name: keyof Env) => unknown;
}

const SET_BY_THE_PLATFORM = /^VERCEL/;
const ODD_SECRET = `!"#$%&'()*+,-./:;<=>?@[\\]^_\`{|}~`;

const PROD = {
  APP_URL: "https://app.gatehouse.test",
  DATABASE_URL: "postgresql://app:pw@db.gatehouse.test/app?sslmode=verify-full",
  JWT_SECRET_KEY: "j-0123456789-0123456789-0123456789",
  ENCRYPTION_KEY: "e-0123456789-0123456789-0123456789",
  CRON_SECRET: "c-0123456789-0123456789-0123456789",
  TRUSTED_PROXY_HOPS: "1",
  CLIENT_ADDRESS_HEADER: "cf-connecting-ip",
  CLIENT_ADDRESS_SECRET: "p-0123456789-0123456789-0123456789",
  GOOGLE_CLIENT_ID: "client.apps.googleusercontent.com",
  GOOGLE_CLIENT_SECRET: "q-0123456789-0123456789-0123456789",
  STRIPE_SECRET_KEY: "sk_live_0123456789-0123456789-0123456789",
  STRIPE_WEBHOOK_SECRET: "whsec_0123456789-0123456789-0123456789",
  RATE_LIMIT_STORE: "memory",
  AI_BASE_URL: "https://models.gatehouse.test/v1",
  AI_API_KEY: "m-0123456789-0123456789-0123456789",
  AI_MODEL: "small",
  SMTP_URL: "smtps://mail.gatehouse.test",
  EMAIL_FROM: "Gatehouse <no-reply@gatehouse.test>",
};

function number(min: number, max: number): Expectation {
  return {
    refused: [
      [String(min - 1), /must be (at least|a whole number)/],
      [String(max + 1), /must be at most/],
      ["9".repeat(400), /must be at most/],
      ["1.5", /whole/],
      ["1e2", /whole/],
      [" 60", /whole/],
      ["٦٠", /whole/],
      ["0x40", /whole/],
      ["a day", /whole/],
    ],
    accepted: [String(min), String(max), `00${max}`],
    works: (env, value, name) => expect(env[name]).toBe(Number(value)),
  };
}

function choice(...values: string[]): Expectation {
  const [first = ""] = values;
  return {
    refused: [
      [first.toUpperCase(), /must be/],
      [` ${first}`, /must be/],
      ["other", /must be/],
    ],
    accepted: values,
    works: (env, value, name) => expect(env[name]).toBe(value),
  };
}

/** Secrets from which keys are derived. */
const KEYS: string[] = ["JWT_SECRET_KEY", "JWT_SECRET_KEY_PREVIOUS", "ENCRYPTION_KEY", "ENCRYPTION_KEY_PREVIOUS"];

function secret(name: (typeof SECRET_NAMES)[number]): Expectation {
  const good = "s-0123456789-0123456789-0123456789";
  return {
    refused: [
      [`${good}\n`, /line breaks/],
      [`${good}\r\n`, /line breaks/],
      [` ${good}`, /spaces/],
      [`${good} `, /spaces/],
      [good.replace("-", " "), /spaces/],
      [`${good}\t`, /spaces/],
      [`${good}\u0000`, /only visible ASCII/],
      [`${good}é`, /only visible ASCII/],
      ["short", /at least 32/],
      ["x".repeat(40), /not random/],
      [`change-me-${good}`, /sample/],
    ],
    accepted: [ODD_SECRET],
    works: (env) => {
      const sent = bearerToken(new Headers({ Authorization: `Bearer ${env[name]}` }));
      expect(equalSecrets(sent ?? "", ODD_SECRET)).toBe(true);
      if (KEYS.includes(name)) expect(deriveKey(env[name] ?? "", "outbox").length).toBe(32);
    },
  };
}

/** A secret that must start with the given text. */
function prefixed(name: (typeof SECRET_NAMES)[number], prefix: string): Expectation {
  const { refused } = secret(name);
  return {
    refused: [...refused, [ODD_SECRET, /starts with/]],
    accepted: [prefix + ODD_SECRET],
    works: (env, value) => expect(env[name]).toBe(value),
  };
}

const database: Expectation = {
  refused: [
    ["mysql://db.test/app", /postgres/],
    ["postgresql:db.test", /postgres/],
    ["db.test:5432/app", /postgres/],
    ["postgresql://", /sslmode|postgres/],
    ["postgresql://app:p#w@db.test/app?sslmode=verify-full", /%23/],
    ["postgresql://db.test/app", /sslmode=verify-full/],
    ["postgresql://db.test/app?sslmode=require", /sslmode=verify-full/],
    ["postgresql://db.test/app?sslmode=no-verify", /sslmode=verify-full/],
    ["postgresql://db.test/app?ssl=true", /sslmode=verify-full/],
    ["postgresql://127.0.0.1/app?host=db.test", /sslmode=verify-full/],
    ["postgresql:///app", /sslmode=verify-full/],
    ["postgresql://db.test/app?sslmode=verify-full&sslmode=disable", /repeat/],
    ["postgresql://127.0.0.1/app?host=127.0.0.1&host=db.test", /repeat/],
    ["postgresql://db.test/app?sslmode=full", /an sslmode of/],
    ["postgresql://db.test/app?sslmode=verify-full&sslrootcert=/no/such/ca.pem", /sslrootcert that cannot be read/],
    ["postgresql://db.test/app?sslmode=verify-full&sslrootcert=system", /sslrootcert that cannot be read/],
  ],
  accepted: [
    "postgres://app:p%23%40%2Fw@db.test:6432/app?sslmode=verify-full",
    "postgresql://db.test/app?application_name=x&sslmode=verify-full&uselibpqcompat=true",
    "postgresql://%2Fvar%2Frun%2Fpostgresql/app",
    "postgresql:///app?host=/var/run/postgresql",
    "postgresql://LOCALHOST/app",
    "postgresql://[::1]:5432/app",
    "postgresql://127.8.9.1/app",
    `postgresql://db.test/app?sslmode=verify-full&sslrootcert=${encodeURIComponent(import.meta.filename)}`,
  ],
  works: ({ DIRECT_DATABASE_URL }) => {
    const { host, ssl } = new pg.Client({ connectionString: DIRECT_DATABASE_URL }) as unknown as {
      host: string;
      ssl: unknown;
    };
    if (/^\/|^127\.|^localhost$|^::1$/i.test(host)) return;
    expect(host).toBe("db.test");
    expect(ssl).toBeTypeOf("object");
    for (const name of ["rejectUnauthorized", "checkServerIdentity"]) expect(ssl).not.toHaveProperty(name);
  },
};

async function composed(message: SendMailOptions) {
  const { message: bytes, envelope } = await nodemailer
    .createTransport({ streamTransport: true, buffer: true })
    .sendMail(message);
  return { envelope, mail: await new PostalMime().parse(bytes as Buffer) };
}

const EXPECTED: Record<string, Expectation> = {
  APP_NAME: {
    refused: [
      ["two\nlines", /one line/],
      ["a\u0000b", /control/],
      ["a\u2028b", /one line/],
      ["x".repeat(61), /at most 60/],
      ["\u2014", /letter/],
      [" ", /letter/],
    ],
    accepted: ['  Zürich & Söhne <3: "A" ', "علی‌رضا", "7"],
    works: async ({ APP_NAME }) => {
      expect((await composed({ from: "a@b.test", to: "c@d.test", subject: `${APP_NAME} invites you` })).mail.subject).toBe(
        `${APP_NAME} invites you`,
      );
    },
  },
  APP_MODE: choice("b2c", "b2b"),
  APP_ENV: choice("beta", "prod"),
  APP_URL: {
    refused: [
      ["https://app.gatehouse.test/path", /path/],
      ["https://app.gatehouse.test?x", /query/],
      ["https://u:p@app.gatehouse.test", /user/],
      ["https://app.gatehouse.test#x", /#/],
      ["app.gatehouse.test", /URL/],
      ["https:app.gatehouse.test", /URL/],
      ["ftp://app.gatehouse.test", /URL/],
      ["https://app.gatehouse.test\n", /spaces/],
      ["http://app.gatehouse.test", /https/],
    ],
    accepted: ["HTTPS://App.Gatehouse.TEST:443/", "https://app.gatehouse.test:8443/", "https://bücher.test"],
    works: (env) => {
      expect(env.APP_URL).toBe(new URL(`${env.APP_URL}/login?next=x`).origin);
      expect(() => assertTrustedHost(new URL(env.APP_URL).host, "/login", env)).not.toThrow();
    },
  },
  DATABASE_URL: database,
  DIRECT_DATABASE_URL: database,
  DATABASE_TLS: choice("verify", "trust-network"),
  ...Object.fromEntries(SECRET_NAMES.map((name) => [name, secret(name)])),
  STRIPE_SECRET_KEY: prefixed("STRIPE_SECRET_KEY", "sk_live_"),
  STRIPE_WEBHOOK_SECRET: prefixed("STRIPE_WEBHOOK_SECRET", "whsec_"),
  STRIPE_API_URL: {
    refused: [
      ["api.stripe.com", /URL/],
      ["https://api.stripe.com/v1", /path/],
      ["https://stripe.test", /must be https:\/\/api\.stripe\.com/],
      ["http://127.0.0.1:9", /must be https:\/\/api\.stripe\.com/],
    ],
    accepted: ["https://api.stripe.com", "https://api.stripe.com/"],
    works: (env) => expect(env.STRIPE_API_URL).toBe("https://api.stripe.com"),
  },
  CREDIT_PACKS: {
    refused: [
      ["5m", /JSON array/],
      ['[{"id":"5m","credits":5000000}]', /JSON array/],
      ['[{"id":"5m","credits":0,"price_cents":3900}]', /JSON array/],
      ['[{"id":"5m","credits":1.5,"price_cents":3900}]', /JSON array/],
      ['[{"id":"5m","credits":5000000,"price_cents":49}]', /JSON array/],
      ['[{"id":"5m","credits":5000000,"price_cents":100000000}]', /JSON array/],
      ['[{"id":"5 M","credits":5000000,"price_cents":3900}]', /JSON array/],
      ['[{"id":"a","credits":1,"price_cents":50},{"id":"a","credits":2,"price_cents":50}]', /each id once/],
      ['[{"id":"a","credits":1,"price_cents":50,"price":1}]', /JSON array/],
    ],
    accepted: ["[]", '[ {"id":"1m","credits":1000000,"price_cents":900} ]'],
    works: ({ CREDIT_PACKS }, value) => expect(CREDIT_PACKS).toEqual(JSON.parse(value)),
  },
  SESSION_COOKIE_NAME: {
    refused: [
      ["Session", /lower-case/],
      ["a b", /lower-case/],
      ["a;b", /lower-case/],
      ["__Host-a", /lower-case/],
      ["größe", /lower-case/],
      ["a\n", /lower-case/],
      ["device", /another cookie/],
      ["sign_up_flow", /another cookie/],
      ["invitation", /another cookie/],
      ["flash", /another cookie/],
    ],
    accepted: ["s", "a_9"],
    works: (env) =>
      expect(readCookie(`x=1; ${cookieName(env, "session")}=token`, `__Host-${env.SESSION_COOKIE_NAME}`)).toBe("token"),
  },
  SESSION_COOKIE_MAX_AGE: {
    ...number(60, 31_536_000),
    refused: [...number(60, 31_536_000).refused, ["2592001", /longer than SESSION_ABSOLUTE_MAX_AGE/]],
    accepted: ["60", "2592000"],
    works: (env) => expect(cookieAttributes(env, "session").maxAge).toBe(env.SESSION_COOKIE_MAX_AGE),
  },
  SESSION_ABSOLUTE_MAX_AGE: {
    ...number(60, 31_536_000),
    refused: [...number(60, 31_536_000).refused, ["86399", /SESSION_COOKIE_MAX_AGE must not be longer/]],
    accepted: ["86400", "31536000"],
  },
  ACCESS_TOKEN_EXPIRE_MINUTES: number(1, 1440),
  REFRESH_TOKEN_EXPIRE_DAYS: number(1, 30),
  CRON_SESSION_RETENTION_DAYS: number(0, 3650),
  PASSWORD_MIN_LENGTH: number(8, 128),
  REPOSITORY_URL: {
    refused: [
      ["http://git.test/a/b", /https/],
      ["https://u:p@git.test/a/b", /user/],
      ["https://git.test/a/b?x=1", /query/],
      ["git@git.test:a/b.git", /https/],
    ],
    accepted: ["https://git.test/a/b", "https://git.test/a/b.git", "https://git.test/a/b/"],
    works: (env) => expect(env.REPOSITORY_URL).toBe("https://git.test/a/b"),
  },
  GOOGLE_CLIENT_ID: {
    refused: [
      ["a client", /without spaces/],
      ["client\n", /without spaces/],
      ["x".repeat(201), /id of an OAuth client/],
    ],
    accepted: ["1234-abc.apps.googleusercontent.com"],
    works: (env, value) => expect(env.GOOGLE_CLIENT_ID).toBe(value),
  },
  GOOGLE_ISSUER_URL: {
    refused: [
      ["accounts.google.com", /URL/],
      ["https://accounts.google.com?x=1", /query/],
      ["https://issuer.test", /must be https:\/\/accounts\.google\.com/],
      ["http://127.0.0.1:9", /must be https:\/\/accounts\.google\.com/],
    ],
    accepted: ["https://accounts.google.com", "https://accounts.google.com/"],
    works: (env) => expect(new URL(`${env.GOOGLE_ISSUER_URL}/keys`).pathname).toBe("/keys"),
  },
  BREACHED_PASSWORD_API_URL: {
    refused: [
      ["breaches.test", /URL/],
      ["https://breaches.test/range?x=1", /query/],
      ["https://u:p@breaches.test/", /user|URL/],
      ["http://breaches.test/range/", /https/],
    ],
    accepted: ["https://breaches.test/range", "https://breaches.test/range/", "http://127.0.0.1:9/range/"],
    works: (env) => expect(new URL("ABCDE", env.BREACHED_PASSWORD_API_URL).pathname).toBe("/range/ABCDE"),
  },
  ALLOWED_ORIGINS: {
    refused: [
      ["https://a.test", /JSON array/],
      ['["*"]', /exact origins/],
      ['["https://*.a.test"]', /exact/],
      ['["https://a.test/"]', /exact/],
      ['["https://A.test"]', /exact/],
      ['["https://a.test:443"]', /exact/],
      ['["https://a.test/path"]', /exact/],
      ['["null"]', /exact/],
      ["[1]", /JSON/],
    ],
    accepted: ['["https://a.test"]', '[ "http://localhost:5173" , "https://a.test:8443" ]', "[]"],
    works: ({ ALLOWED_ORIGINS }) => {
      for (const origin of ALLOWED_ORIGINS) {
        const headers = new Headers({ Origin: origin });
        expect(corsHeaders({ method: "GET", path: "/api/x", headers }, ALLOWED_ORIGINS)).toMatchObject({
          "Access-Control-Allow-Origin": origin,
        });
      }
    },
  },
  TRUSTED_HOSTS: {
    refused: [
      ["app.gatehouse.test", /JSON array/],
      ["[]", /must contain hosts/],
      ['["https://a.test"]', /must contain hosts/],
      ['["a.test/"]', /must contain hosts/],
      ['["a.test, b.test"]', /must contain hosts/],
      ['["u@a.test"]', /must contain hosts/],
      ['["a.test:99999"]', /must contain hosts/],
      ['[" a.test"]', /must contain hosts/],
      ['["127.1"]', /must contain hosts/],
      ['["*"]', /must contain hosts/],
      ['["*.a.test"]', /must contain hosts/],
    ],
    accepted: ['["App.Gatehouse.TEST"]', '["app.gatehouse.test:443"]', '["b.test:8443","APP.gatehouse.test"]'],
    works: (env) => {
      for (const sent of ["app.gatehouse.test", "APP.GATEHOUSE.TEST:443"])
        expect(() => assertTrustedHost(sent, "/", env)).not.toThrow();
    },
  },
  TRUSTED_PROXY_HOPS: {
    ...number(0, 10),
    works: (env) => {
      const seen = clientAddress(
        Array.from({ length: 10 }, (_, at) => `10.0.0.${at}`).join(", "),
        env.TRUSTED_PROXY_HOPS,
        "10.9.9.9",
      );
      expect(seen).toBe(env.TRUSTED_PROXY_HOPS === 0 ? "10.9.9.9" : `10.0.0.${10 - env.TRUSTED_PROXY_HOPS}`);
    },
  },
  CLIENT_ADDRESS_HEADER: {
    refused: [
      ["cf connecting ip", /the name of a header/],
      ["cf-connecting-ip:", /the name of a header/],
      ["X-Forwarded-For", /TRUSTED_PROXY_HOPS/],
      ["x-real-ip", /platforms set/],
      ["X-Vercel-Forwarded-For", /platforms set/],
      ["forwarded", /platforms set/],
      ["User-Agent", /only the client's address/],
      ["x-origin-verify", /only the client's address/],
      ["x-gatehouse-forwarded-identity", /only the client's address/],
      ["CloudFront-Viewer-Address", /only the client's address/],
      ["Fastly-Client-IP", /clients cannot set/],
      ["X-Azure-ClientIP", /clients cannot set/],
    ],
    accepted: ["CF-Connecting-IP", "true-client-ip", "X-Azure-SocketIP", "x-client-address"],
    works: (env, value) => expect(env.CLIENT_ADDRESS_HEADER).toBe(value.toLowerCase()),
  },
  RATE_LIMIT_PER_MINUTE: number(1, 1_000_000),
  RATE_LIMIT_SCALE: { ...number(1, 1000), accepted: ["1", "01"] },
  RATE_LIMIT_STORE: {
    ...choice("memory"),
    refused: [
      ["Memory", /must be/],
      ["upstash", /UPSTASH_REDIS_REST_\w+ is missing/],
    ],
  },
  UPSTASH_REDIS_REST_URL: {
    refused: [
      ["redis://redis.test", /URL/],
      ["https://u:p@redis.test", /user/],
      ["https://redis.test?x", /query/],
      ["http://redis.test", /https/],
    ],
    accepted: ["http://127.0.0.1:PORT/base/", "http://127.0.0.1:PORT/base"],
    works: async ({ UPSTASH_REDIS_REST_URL = "" }) => {
      const paths: (string | undefined)[] = [];
      const server = createServer((request, response) => {
        paths.push(request.url);
        response.end(JSON.stringify([{ result: "PONG" }]));
      }).listen(0, "127.0.0.1");
      await once(server, "listening");
      const url = UPSTASH_REDIS_REST_URL.replace(":9", `:${(server.address() as AddressInfo).port}`);
      expect(await new Redis({ url, token: "t", responseEncoding: false, enableTelemetry: false }).ping()).toBe("PONG");
      server.close();
      expect(paths).toEqual(["/base/pipeline"]);
    },
  },
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    refused: [
      ["collector.test", /URL/],
      ["grpc://collector.test", /URL/],
      ["https://u:p@collector.test", /user/],
      ["https://collector.test/?x=1", /query/],
      ["http://collector.test:4318", /https/],
    ],
    accepted: ["https://collector.test/otlp", "https://collector.test/otlp/", "https://collector.test/otlp//"],
    works: (env) => expect(pushUrl(env)?.href).toBe("https://collector.test/otlp/v1/metrics"),
  },
  OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: {
    refused: [
      ["https://u:p@collector.test", /user/],
      ["http://collector.test:4318", /https/],
    ],
    accepted: ["https://collector.test/in", "http://127.0.0.1:4318/in"],
    works: (env, value) => expect(pushUrl({ ...env, OTEL_EXPORTER_OTLP_ENDPOINT: "https://other.test" })?.href).toBe(value),
  },
  OTEL_EXPORTER_OTLP_HEADERS: {
    refused: [
      ["credential", /name=value/],
      ["x-api-key=a%0d%0ab", /name=value/],
      ["x-api-key=%", /name=value/],
      ["content-type=application/x-protobuf", /Content-Type/],
    ],
    accepted: ["x-api-key=a b", "x-api-key=a%20b", " x-api-key = a b "],
    works: (env) => expect(new Headers(env.OTEL_EXPORTER_OTLP_HEADERS).get("x-api-key")).toBe("a b"),
  },
  OTEL_SERVICE_NAME: {
    refused: [["a\nb", /one line/]],
    accepted: ["shop", " shop "],
    works: (env) => expect(env.OTEL_SERVICE_NAME).toBe("shop"),
  },
  OTEL_RESOURCE_ATTRIBUTES: {
    refused: [
      ["shop", /key=value/],
      ["a=1,a=2", /key=value/],
    ],
    accepted: ["cloud.region=fra1,team=shop", "cloud.region=fra1, team = sho%70"],
    works: (env) => expect(env.OTEL_RESOURCE_ATTRIBUTES).toEqual({ "cloud.region": "fra1", team: "shop" }),
  },
  SMTP_URL: {
    refused: [
      ["http://mail.test", /URL/],
      ["smtp:mail.test", /URL/],
      ["smtp://", /URL/],
      ["mail.test:25", /URL/],
      ["smtps://mail.test?tls.rejectUnauthorized=false", /query/],
      ["smtp://mail.test?ignoreTLS=true", /query/],
      ["smtp://u:p#w@mail.test", /%23|URL/],
    ],
    accepted: ["smtp://user%40a.test:p%40%3A%23%3Fw@mail.test:2525"],
    works: ({ SMTP_URL }) => {
      const { options } = nodemailer.createTransport(SMTP_URL) as unknown as { options: object };
      expect(options).toMatchObject({
        host: "mail.test",
        port: 2525,
        secure: false,
        auth: { user: "user@a.test", pass: "p@:#?w" },
      });
    },
  },
  EMAIL_FROM: {
    refused: [
      ["nobody", /one address/],
      ["a@b@c.test", /one address/],
      ["A <a@b.test>, C <c@d.test>", /one address/],
      ["a@b.test, c@d.test", /one address/],
      ["A <a@b.test>\r\nBcc: c@d.test", /one address/],
      ["A <a@b.test", /one address/],
      ["A a@b.test", /one address/],
      ["Gatehouse, Inc. <a@b.test>", /one address/],
      ["<a b@c.test>", /one address/],
      ["a@-b.test", /one address/],
      ["a@b..test", /one address/],
    ],
    accepted: ["a+b@c-d.test", "<a@b.test>", "Zürich & Söhne <a@b.test>", '"Gatehouse, Inc." <a@b.test>', "root@localhost"],
    works: async ({ EMAIL_FROM }) => {
      const { envelope, mail } = await composed({ from: EMAIL_FROM, to: "c@d.test" });
      const [, address = EMAIL_FROM] = /<(.*)>$/.exec(EMAIL_FROM) ?? [];
      expect(envelope).toEqual({ from: address, to: ["c@d.test"] });
      expect(mail.from?.address).toBe(address);
      expect(mail.from?.name ?? "").toBe(
        EMAIL_FROM.includes("<") ? EMAIL_FROM.slice(0, EMAIL_FROM.indexOf("<")).trim().replaceAll('"', "") : "",
      );
    },
  },
  MAIL_ONLY_TO: {
    refused: [
      ["ada@example.com", /JSON array/],
      ['"@example.com"', /JSON array/],
      ["[1]", /JSON/],
      ['["example.com"]', /addresses/],
      ['["*@example.com"]', /addresses/],
      ['["@*.example.com"]', /addresses/],
      ['["@"]', /addresses/],
      ['["*"]', /addresses/],
      ['[" ada@example.com"]', /addresses/],
      ['["Ada <ada@example.com>"]', /addresses/],
      ['["a@b@example.com"]', /addresses/],
      ['["@example.com\\n"]', /addresses/],
      ['["@b\u00fccher.test"]', /addresses/],
    ],
    accepted: ["[]", '["Ada@Example.COM"]', '[ "ada+tag@example.com" , "@xn--bcher-kva.test" ]'],
    works: ({ MAIL_ONLY_TO }, value) => expect(MAIL_ONLY_TO).toEqual(JSON.parse(value.toLowerCase())),
  },
  AI_BASE_URL: {
    refused: [
      ["models.test/v1", /URL/],
      ["https://u:p@models.test/v1", /user/],
      ["https://models.test/v1?key=x", /query/],
      ["http://models.test/v1", /https/],
    ],
    accepted: ["https://models.test/v1", "https://models.test/v1/", "https://models.test/v1//"],
    works: (env) => expect(env.AI_BASE_URL).toBe("https://models.test/v1"),
  },
  AI_MODEL: {
    refused: [
      ["a model", /without spaces/],
      ["model\n", /without spaces/],
      ["x".repeat(101), /name of a model/],
    ],
    accepted: ["gpt-5-mini", "org/model:latest@2026"],
    works: (env, value) => expect(env.AI_MODEL).toBe(value),
  },
  MAILBOX_FILE: { refused: [["mailbox.jsonl", /development only/]], accepted: [], works: () => undefined },
  HSTS: {
    refused: [
      ["31536000", /Strict-Transport-Security value/],
      ["max-age=x", /value/],
      ["max-age=1;;", /value/],
      ["max-age=1\r\nX: y", /value/],
      ["includeSubDomains", /value/],
      ["max-age=1; includeSubDomains; includeSubDomains", /once/],
      ["max-age=0", /turned off/],
      ["max-age=0; includeSubDomains", /turned off/],
      ["max-age=31536000; preload", /includeSubDomains/],
      ["max-age=60; includeSubDomains; preload", /a year/],
    ],
    accepted: ["max-age=60", "max-age=63072000;includeSubDomains;preload"],
    works: (env) => {
      const answer = { requestId: "x", nonce: "x", path: "/", hasToken: false };
      expect(outgoingHeaders(env, answer, false)["Strict-Transport-Security"]).toBe(env.HSTS);
    },
  },
  AUDIT_RETENTION_DAYS: number(30, 36_500),
  LOG_LEVEL: choice("debug", "info", "warn", "error", "silent"),
};

function problemsWith(name: string, value: string): string[] {
  try {
    parseEnv({ ...PROD, [name]: value });
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
}

describe("every variable", () => {
  it("has refused and accepted values in this file", () => {
    expect(Object.keys(EXPECTED).sort()).toEqual(VARIABLE_NAMES.filter((name) => !SET_BY_THE_PLATFORM.test(name)).sort());
  });
});

describe.each(Object.entries(EXPECTED))("%s", (name, { refused, accepted, works }) => {
  it.each(refused)("refuses %j and says why", (value, sentence) => {
    const found = problemsWith(name, value);
    expect(found).toContainEqual(expect.stringMatching(sentence));
    expect(found.join(" ")).toContain(name);
    if (value.trim().length > 8) expect(found.join(" ")).not.toContain(value.trim());
  });

  it.each(accepted)("accepts %j, and the value takes effect", async (value) => {
    await works(parseEnv({ ...PROD, [name]: value.replace("PORT", "9") }), value, name as keyof Env);
  });
});
