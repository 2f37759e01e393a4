// Reads the mail that the development mail catcher received, newest first. Development only.
import "server-only";
import { readFile } from "node:fs/promises";
import { env } from "@/lib/env/server";
import type { Page } from "@/lib/lists/pages";

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
const ON_A_PAGE = 20;

/** Newest first. */
async function caughtMails(): Promise<CaughtMail[]> {
  const file = env().MAILBOX_FILE;
  if (file === undefined) return [];
  const lines = (await readFile(file, "utf8").catch(() => "")).split("\n").filter((line) => line !== "");
  return lines.map((line) => JSON.parse(line) as CaughtMail).reverse();
}

/** @param to if given, only mail to this email address is returned */
export async function readDevMailbox(to: string | null): Promise<CaughtMail[]> {
  return (await caughtMails()).filter((mail) => to === null || mail.to === to).slice(0, MOST);
}

/** @param cursor the last mail of the previous page; an unknown cursor gives the first page */
export async function readDevMailboxPage(cursor: string | undefined): Promise<Page<CaughtMail> & { isFirst: boolean }> {
  const mails = await caughtMails();
  const start = mails.findIndex(({ id }) => id === cursor) + 1;
  const items = mails.slice(start, start + ON_A_PAGE);
  const isLast = start + ON_A_PAGE >= mails.length;
  return { items, isFirst: start === 0, next_cursor: isLast ? null : (items.at(-1)?.id ?? null) };
}

export async function findDevMail(id: string): Promise<CaughtMail | null> {
  return (await caughtMails()).find((mail) => mail.id === id) ?? null;
}
