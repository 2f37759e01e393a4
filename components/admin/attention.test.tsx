import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import type { Overview } from "@/lib/admin/get-overview";
import { Attention } from "./attention";

type Facts = Overview["attention"];

const CALM: Facts = {
  failed_sign_ins: { count: 1, has_more: false, usual: 0, is_unusual: false },
  mail: { given_up: 0, is_stuck: false },
  jobs: { failed: 0, unfinished: 0, last_run_at: "2026-11-29T03:17:00.000Z", late: [] },
};

function read(facts: Partial<Facts>): string {
  const html = renderToStaticMarkup(createElement(Attention, { attention: { ...CALM, ...facts } }));
  return html.replaceAll(/<[^>]+aria-label="([^"]+)"[^>]*>/g, "[$1] ").replaceAll(/<[^>]+>/g, "");
}

const jobs = (facts: Partial<Facts["jobs"]>) => ({ jobs: { ...CALM.jobs, ...facts } });
const signIns = (facts: Partial<Facts["failed_sign_ins"]>) => ({
  failed_sign_ins: { ...CALM.failed_sign_ins, ...facts },
});

describe("what needs attention", () => {
  it("is nothing while all is fine", () => {
    expect(read({})).toMatch(/^Nothing needs attention.*\[As usual\] 1 failed sign-in in 24 hours.*\[Fine\] 0 undelivered/);
    expect(read(jobs({ last_run_at: null }))).toMatch(/^Nothing needs attention.*\[Unknown\] No job has run yet/);
  });

  it.each([
    [
      signIns({ count: 5_000, usual: 12, is_unusual: true }),
      "[Attention] Sign-ins5,000 failed sign-ins in 24 hours, about 12 on a usual day",
    ],
    [signIns({ count: 10_000, has_more: true, is_unusual: true }), "10,000+ failed sign-ins in 24 hours"],
    [jobs({ failed: 1 }), "[Attention] Jobs1 failed job run in 7 days, last run 29 Nov 2026"],
    [jobs({ unfinished: 2 }), "[Attention] Jobs0 failed job runs and 2 unfinished runs in 7 days"],
    [jobs({ late: ["send-mail"] }), ". Not run for two days: send-mail"],
    [jobs({ late: ["send-mail", "prune-mails"] }), "Not run for two days: send-mail, prune-mails"],
    [jobs({ late: ["send-mail"], last_run_at: null }), "[Attention] JobsNo job has run yet"],
  ])("is shown as a card: %j", (facts, words) => {
    expect(read(facts)).toMatch(/^Needs attention/);
    expect(read(facts)).toContain(words);
  });
});
