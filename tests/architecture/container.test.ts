// The container's files: an image of an exact version, an ordinary user, no shell, and nothing of this machine.
import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseEnv } from "@/lib/env/schema";
import { MAX_BODY_BYTES } from "@/lib/web/edge/body-rules";
import { readStage } from "@/scripts/container/dockerfile";
import { NODE_VERSIONS } from "@/scripts/node-versions";
import { textOf } from "./source";

const dockerfile = textOf("Dockerfile");
const app = readStage("Dockerfile", "app");

describe("the Dockerfile", () => {
  it("builds every stage on the version of Node that the tests run on", () => {
    const [, image] = /^ARG NODE_IMAGE=(\S+)$/m.exec(dockerfile) ?? [];
    expect(image).toMatch(new RegExp(`^node:${NODE_VERSIONS["24"]?.version}-bookworm-slim(@sha256:[0-9a-f]{64})?$`));
    const bases = [...dockerfile.matchAll(/^FROM (\S+) AS (\w+)$/gm)].map(([, base, name]) => [name, base]);
    expect(bases).toEqual([
      ["build", "${NODE_IMAGE}"],
      ["migrate", "build"],
      ["app", "${NODE_IMAGE}"],
    ]);
  });

  it("runs the app as an ordinary user, with only what the build wrote, and stops it as the app expects", () => {
    expect(app.user).toBe("node");
    expect(app.copies).toEqual([
      { from: ".next/standalone", to: "" },
      { from: ".next/static", to: ".next/static" },
    ]);
    expect(app.command).toEqual(["node", "server.js"]);
    expect(app.env).toMatchObject({ NODE_ENV: "production", HOSTNAME: "0.0.0.0", PORT: "3000" });
    expect(app.ports).toEqual([app.env.PORT]);
    expect(app.stopSignal).toBe("SIGTERM");
  });

  it("probes the path that needs no host name", () => {
    expect(app.healthcheck.slice(0, 2)).toEqual(["node", "-e"]);
    expect(app.healthcheck[2]).toContain("/api/health`");
  });

  it("migrates with the command of npm run migrate, as an ordinary user", () => {
    const { scripts } = JSON.parse(textOf("package.json")) as { scripts: Record<string, string> };
    const [, stage = ""] = dockerfile.split(" AS migrate\n");
    expect(stage).toMatch(/^USER node$/m);
    const [, command = "[]"] = /^CMD (.*)$/m.exec(stage) ?? [];
    expect((JSON.parse(command) as string[]).join(" ")).toBe(scripts.migrate);
  });

  it("sets no secret, and starts no shell", () => {
    expect(dockerfile).not.toMatch(/^\s*(ARG|ENV).*(SECRET|KEY|PASSWORD|TOKEN|_URL)/m);
    expect([...dockerfile.matchAll(/^(?:RUN|CMD|ENTRYPOINT) (?!\[)/gm)]).toEqual([]);
  });
});

describe("the image's build", () => {
  const lines = (file: string) =>
    textOf(file)
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("#"));
  const rules = lines(".dockerignore");

  it("gets only the files that it needs", () => {
    expect(rules[0]).toBe("*");
    const allowed = rules.filter((rule) => rule.startsWith("!")).map((rule) => rule.slice(1));
    expect(allowed).toContain("package-lock.json");
    expect(allowed.filter((name) => !existsSync(name))).toEqual([]);
    expect(allowed.filter((name) => /^(\.|docs|tests)/.test(name))).toEqual([]);
  });

  it("gets nothing that git ignores, at any depth", () => {
    // Git matches a pattern without an inner slash at any depth; Docker only with **.
    const ignored = lines(".gitignore").filter((line) => !line.startsWith("!"));
    const patterns = ignored
      .map((line) => line.replace(/\/$/, ""))
      .map((line) => (line.includes("/") ? line : `**/${line}`));
    expect(patterns.filter((pattern) => !rules.includes(pattern))).toEqual([]);
    // No later rule includes something again.
    const [first = 0] = patterns.map((pattern) => rules.indexOf(pattern)).sort((a, b) => a - b);
    expect(rules.slice(first).filter((rule) => rule.startsWith("!"))).toEqual([]);
  });
});

describe("compose.yaml", () => {
  const compose = textOf("compose.yaml");
  /** Each service with its lines. */
  const services = new Map(
    (/^services:\n([^]*?)^\S/m.exec(compose)?.[1] ?? "").split(/^ {2}(?=\S)/m).flatMap((part): [string, string][] => {
      const [, name, lines] = /^([a-z-]+):\n([^]*)$/.exec(part) ?? [];
      return name === undefined ? [] : [[name, lines ?? ""]];
    }),
  );
  const lineOf = (name: string, key: string) => new RegExp(`^ {4}${key}: (.*)$`, "m").exec(services.get(name) ?? "")?.[1];

  it("publishes the port of the proxy only, in whose network all others are", () => {
    expect([...services.keys()].sort()).toEqual(
      ["app", "mail", "migrate", "postgres", "proxy", "redis", "redis-http"].sort(),
    );
    expect(compose.match(/^\s*(ports|expose):.*$/gm)).toEqual(['    ports: ["443:443"]']);
    expect(lineOf("proxy", "ports")).toBe('["443:443"]');
    const others = [...services.keys()].filter((name) => name !== "proxy");
    expect(others.filter((name) => lineOf(name, "network_mode") !== "service:proxy")).toEqual([]);
  });

  it("runs the stages of the Dockerfile, and other images of an exact version", () => {
    for (const stage of ["app", "migrate"]) expect(lineOf(stage, "build")).toBe(`{ context: ., target: ${stage} }`);
    expect(lineOf("app", "read_only")).toBe("true");
    const images = [...services.keys()].flatMap((name) => lineOf(name, "image") ?? []);
    expect(images).toHaveLength(services.size - 2);
    expect(images.filter((image) => !/^[\w./-]+:v?\d+\.\d+(\.\d+)?[\w.-]*$/.test(image))).toEqual([]);
  });

  it("forwards to the app's port, with a limit for bodies above the app's own", () => {
    expect(compose).toContain(`reverse_proxy 127.0.0.1:${app.env.PORT}`);
    expect(Number(/max_size (\d+)MB/.exec(compose)?.[1]) * 1_000_000).toBeGreaterThan(MAX_BODY_BYTES);
  });

  it("configures the app so that it starts, and contains no secret", () => {
    const [, block = ""] = /^x-environment: &environment\n((?: {2}.*\n)+)/m.exec(compose) ?? [];
    const given = [...block.matchAll(/^ {2}(\w+): "?(.*?)"?$/gm)].map(([, name = "", value = ""]) => [
      name,
      value.replaceAll(/\$\{(\w+):(?:-([^}]*)|\?)\}/g, (_, variable: string, standard?: string) => {
        return standard ?? `${variable.toLowerCase()}-0123456789-0123456789-0123456789`;
      }),
    ]);
    expect(given.length).toBeGreaterThan(8);
    expect(parseEnv(Object.fromEntries(given) as Record<string, string>)).toMatchObject({ APP_ENV: "prod", strict: true });
    const secrets = [...compose.matchAll(/^\s+\w*(?:SECRET|KEY|PASSWORD|TOKEN)\w*: (.*)$/gm)].map(([, value]) => value);
    expect(secrets.filter((value) => !/^\$\{\w+:\?\}$/.test(value ?? ""))).toEqual([]);
  });
});
