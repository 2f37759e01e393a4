import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import type { UsageSummary } from "@/lib/usage/view";
import { idleForm } from "@/lib/web/adapters/form-state";
import { Buckets } from "./buckets";
import { OverageCard } from "./overage-card";
import { UsageNotice } from "./usage-notice";

type Overage = UsageSummary["overage"];

const OVERAGE: Overage = { is_enabled: true, is_allowed: true, limit: 500, used: 0, reserved: 0, available: 500 };
const SUMMARY: UsageSummary = {
  plan: { name: "Professional", is_default: false },
  window: { start: "2026-11-01T00:00:00.000Z", end: "2026-12-01T00:00:00.000Z" },
  allotment: { limit: 100, used: 100, reserved: 0, available: 0 },
  purchased: { available: 0, reserved: 0, owed: 0 },
  overage: OVERAGE,
  overage_price: null,
  available: 0,
  ai: { is_in_plan: true, is_enabled: true },
  days: [],
};
const FREE = { name: "Free", is_default: true };

const textOf = (html: string) => html.replaceAll(/<[^>]+>/g, " ").replaceAll(/\s+/g, " ");

describe("the bucket of overage", () => {
  const bucket = (overage: Partial<Overage>) => {
    const balance = { ...SUMMARY, overage: { ...OVERAGE, ...overage } };
    return textOf(renderToStaticMarkup(createElement(Buckets, { balance }))).replace(/.*Overage/, "Overage");
  };

  it("says what is left of it, even if that is nothing", () => {
    expect(bucket({})).toContain("Overage 500 left");
    expect(bucket({ used: 400, reserved: 100, available: 0 })).toContain("Overage 0 left");
  });

  it("is off while a switch is off, or the plan does not include it", () => {
    expect(bucket({ is_enabled: false, available: 0 })).toContain("Overage Off");
    expect(bucket({ is_allowed: false, available: 0 })).toContain("Overage Off");
    expect(bucket({ available: 0 })).toContain("Overage Off");
  });
});

describe("the card of overage", () => {
  const card = (plan: UsageSummary["plan"], is_enabled: boolean) => {
    const overage = { ...OVERAGE, is_enabled, available: 0 };
    const action = () => Promise.resolve(idleForm);
    const card = createElement(OverageCard, { plan, overage, price: null, slug: "acme", action });
    return textOf(renderToStaticMarkup(card));
  };

  it("explains the default plan by whether the own switch is on", () => {
    expect(card(FREE, false)).toContain("The plan Free does not include overage. Choose another plan to turn it on.");
    const on = card(FREE, true);
    expect(on).toContain("The plan Free does not include overage, so your own switch, which is on, has no effect.");
    expect(on).toContain("Turn off…");
    expect(on).not.toContain("to turn it on");
    expect(card(SUMMARY.plan, true)).not.toContain("does not include overage");
  });
});

describe("the notice of used-up credits", () => {
  const notice = (change: Partial<UsageSummary>) => {
    const balance = { ...SUMMARY, overage: { ...OVERAGE, is_enabled: false, available: 0 }, ...change };
    return textOf(renderToStaticMarkup(createElement(UsageNotice, { balance, isAdmin: true, home: "/org/acme" })));
  };

  it("offers overage only with a plan that includes it", () => {
    expect(notice({})).toContain("Turn on overage");
    expect(notice({ plan: FREE })).toContain("Buy credits or change the plan");
    expect(notice({ plan: FREE })).not.toContain("overage");
  });
});
