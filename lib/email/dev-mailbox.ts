// The mail that the development mail catcher received, newest first. Development only.
import "server-only";
import { readFile } from "node:fs/promises";
import { env } from "@/lib/env/server";

export interface CaughtMail {
  id: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  links: string[];
  created_at: string;
}

const MOST = 100;

/** @param to if given, only mail to this address is returned */
export async function readDevMailbox(to: string | null): Promise<CaughtMail[]> {
  const file = env().MAILBOX_FILE;
  if (file === undefined) return [];
  const lines = await readFile(file, "utf8").catch(() => "");
  return lines
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as CaughtMail)
    .filter((mail) => to === null || mail.to === to)
    .reverse()
    .slice(0, MOST);
}
