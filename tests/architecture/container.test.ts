// The container's files: an image of an exact version, an ordinary user, no shell, and nothing of this machine.
import { describe, expect, it } from "vitest";
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

it("keeps everything that git ignores out of the image", () => {
  const lines = (text: string) => text.split("\n").map((line) => line.replace(/\/$/, ""));
  const excluded = lines(textOf(".dockerignore"));
  const ignored = lines(textOf(".gitignore")).filter((line) => line !== "" && !line.startsWith("#"));
  expect(ignored.filter((line) => !excluded.includes(line))).toEqual([]);
  expect(excluded).toContain(".git");
});
