// Reads from the Dockerfile what a stage consists of and how it starts, so that the strict preview cannot differ from it.
import { readFileSync } from "node:fs";
import { Failure } from "../failure";

interface Instruction {
  name: string;
  text: string;
}

export interface ContainerStage {
  /** Files from the build: where they are in the project, and where they belong in the container's working folder. */
  copies: { from: string; to: string }[];
  env: Record<string, string>;
  user: string;
  command: string[];
  healthcheck: string[];
  ports: string[];
  stopSignal: string;
}

/** The working folder of every stage. */
const WORKDIR = "/app/";

/** Splits the file into instructions. Comments and line continuations are removed. */
function instructionsOf(text: string): Instruction[] {
  const lines = text.split("\n").filter((line) => !line.startsWith("#"));
  return lines
    .join("\n")
    .replaceAll(/\\\n\s*/g, " ")
    .split("\n")
    .flatMap((line) => {
      const [, name, rest] = /^([A-Z]+)\s+(.*\S)\s*$/.exec(line) ?? [];
      return name && rest ? [{ name, text: rest }] : [];
    });
}

function stageOf(text: string, stage: string): Instruction[] {
  const all = instructionsOf(text);
  const start = all.findIndex((each) => each.name === "FROM" && each.text.endsWith(` AS ${stage}`));
  if (start === -1) throw new Failure(`The Dockerfile has no stage ${stage}.`);
  const rest = all.slice(start + 1);
  const end = rest.findIndex(({ name }) => name === "FROM");
  return end === -1 ? rest : rest.slice(0, end);
}

/** The array of an instruction in exec form, which starts no shell. */
function execForm(text: string): string[] {
  return JSON.parse(text.slice(text.indexOf("["))) as string[];
}

/** @throws Failure if the stage lacks one of the instructions */
export function readStage(file: string, stage: string): ContainerStage {
  const instructions = stageOf(readFileSync(file, "utf8"), stage);
  const textsOf = (name: string) => instructions.filter((each) => each.name === name).map(({ text }) => text);
  const only = (name: string): string => {
    const [text, ...others] = textsOf(name);
    if (text === undefined || others.length > 0) throw new Failure(`${file}: the stage ${stage} must have one ${name}.`);
    return text;
  };
  const copies = textsOf("COPY").map((text) => {
    const [, from, to] = /^--from=build \/app\/(\S+) \.\/(\S*)$/.exec(text) ?? [];
    if (from === undefined || to === undefined) throw new Failure(`${file}: this COPY cannot be followed: ${text}`);
    return { from, to };
  });
  if (`${only("WORKDIR")}/` !== WORKDIR) throw new Failure(`${file}: the working folder must be ${WORKDIR}.`);
  const pairs = textsOf("ENV").flatMap((text) => text.split(/\s+/));
  return {
    copies,
    env: Object.fromEntries(pairs.map((pair) => pair.split(/=(.*)/s, 2))) as Record<string, string>,
    user: only("USER"),
    command: execForm(only("CMD")),
    healthcheck: execForm(only("HEALTHCHECK")),
    ports: textsOf("EXPOSE"),
    stopSignal: only("STOPSIGNAL"),
  };
}
