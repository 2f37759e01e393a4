// The rules of credits once more, in plain code that knows neither SQL nor concurrency. Tests compare the database with it.

interface Split {
  allotment: number;
  purchased: number;
  overage: number;
}

interface ModelCall {
  window: number;
  state: "open" | "expired" | "ended";
  held: Split;
}

const NOTHING: Split = { allotment: 0, purchased: 0, overage: 0 };

const total = ({ allotment, purchased, overage }: Split) => allotment + purchased + overage;

/** Takes from the buckets in their order, as far as there is room. */
function take(wanted: number, room: Split): Split {
  const allotment = Math.min(wanted, room.allotment);
  const purchased = Math.min(wanted - allotment, room.purchased);
  return { allotment, purchased, overage: Math.min(wanted - allotment - purchased, room.overage) };
}

export class CreditModel {
  window = 0;
  used = { allotment: 0, overage: 0 };
  /** Negative if credits are owed. */
  purchased = 0;
  overage = { enabled: false, limit: 0 };
  overageAllowed = false;
  readonly calls: ModelCall[] = [];

  /** @param limit of the plan; -1 is unlimited */
  constructor(public limit: number) {}

  /** Of calls that still hold their reservation. Allotment and overage count in the window of the reservation only. */
  get reserved(): Split {
    const open = this.calls.filter(({ state }) => state === "open");
    const current = open.filter(({ window }) => window === this.window);
    const sum = (calls: ModelCall[], bucket: keyof Split) => calls.reduce((all, { held }) => all + held[bucket], 0);
    return {
      allotment: sum(current, "allotment"),
      purchased: sum(open, "purchased"),
      overage: sum(current, "overage"),
    };
  }

  get room(): Split {
    const { reserved, used, overage } = this;
    const limit = this.limit < 0 ? Number.MAX_SAFE_INTEGER : this.limit;
    const isOverage = overage.enabled && this.overageAllowed;
    return {
      allotment: Math.max(0, limit - used.allotment - reserved.allotment),
      purchased: Math.max(0, this.purchased),
      overage: isOverage ? Math.max(0, overage.limit - used.overage - reserved.overage) : 0,
    };
  }

  /** @returns the reservation, or null if the call does not fit */
  reserve(tokens: number): Split | null {
    const held = take(tokens, this.room);
    if (total(held) < tokens) return null;
    this.purchased -= held.purchased;
    this.calls.push({ window: this.window, state: "open", held });
    return held;
  }

  /** @returns what was charged, and what was not covered; null if the call has ended before */
  settle(at: number, tokens: number): { spent: Split; unbilled: number } | null {
    const call = this.calls[at];
    if (!call || call.state === "ended") return null;
    const held = call.state === "open" ? call.held : NOTHING;
    const isCurrent = call.state === "expired" || call.window === this.window;
    call.state = "ended";
    this.purchased += held.purchased;
    const room = isCurrent ? this.room : { ...NOTHING, purchased: this.room.purchased };
    const spent = take(tokens, {
      allotment: Math.max(room.allotment, held.allotment),
      purchased: Math.max(room.purchased, held.purchased),
      overage: Math.max(room.overage, held.overage),
    });
    this.purchased -= spent.purchased;
    if (isCurrent) {
      this.used.allotment += spent.allotment;
      this.used.overage += spent.overage;
    }
    return { spent, unbilled: tokens - total(spent) };
  }

  expire(at: number): void {
    const call = this.calls[at];
    if (call?.state !== "open") return;
    this.purchased += call.held.purchased;
    call.state = "expired";
  }

  beginWindow(): void {
    this.window += 1;
    this.used = { allotment: 0, overage: 0 };
  }
}
