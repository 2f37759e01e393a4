import type { ReactNode } from "react";
import type { Balance } from "@/lib/usage/view";
import { AmountBar } from "./amount-bar";
import { number } from "./words";

interface BucketProps {
  name: string;
  /** What is left, or that nothing can be used. */
  left: ReactNode;
  bar?: ReactNode;
  /** What is used and reserved. */
  details: string[];
}

function Bucket({ name, left, bar, details }: BucketProps) {
  return (
    <li className="grid content-start gap-2 border-t border-border pt-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h3 className="text-sm text-muted">{name}</h3>
        <span className="text-sm font-medium">{left}</span>
      </div>
      {bar}
      <p className="flex flex-wrap gap-x-3 text-xs text-muted">
        {details.filter(Boolean).map((detail) => (
          <span key={detail}>{detail}</span>
        ))}
      </p>
    </li>
  );
}

const held = (reserved: number) => (reserved > 0 ? `${number(reserved)} reserved` : "");

function Allotment({ allotment: { limit, used, reserved, available } }: Balance) {
  if (limit === null)
    return <Bucket name="Plan" left="Unlimited" details={[`${number(used)} used this month`, held(reserved)]} />;
  return (
    <Bucket
      name="Plan"
      left={`${number(available ?? 0)} left`}
      bar={<AmountBar used={used} reserved={reserved} limit={limit} />}
      details={[`${number(used)} of ${number(limit)} used this month`, held(reserved)]}
    />
  );
}

function Purchased({ purchased: { available, reserved, owed } }: Balance) {
  if (owed > 0) {
    const why = "A refund took credits that had been used. Credits that you buy pay these first.";
    return <Bucket name="Purchased" left={`${number(owed)} owed`} details={[why, held(reserved)]} />;
  }
  return <Bucket name="Purchased" left={`${number(available)} left`} details={["They never expire", held(reserved)]} />;
}

function Overage({ overage: { is_enabled, is_allowed, limit, used, reserved, available } }: Balance) {
  const before = used > 0 ? `${number(used)} used this month` : "";
  // Nothing can be used although the limit is not reached: the plan does not include overage.
  const isInPlan = available > 0 || used + reserved >= limit;
  if (!is_enabled || !is_allowed || !isInPlan)
    return (
      <Bucket name="Overage" left="Off" details={[before || "Calls stop when the others are used up", held(reserved)]} />
    );
  return (
    <Bucket
      name="Overage"
      left={`${number(available)} left`}
      bar={<AmountBar used={used} reserved={reserved} limit={limit} />}
      details={[`${number(used)} of ${number(limit)} used this month`, held(reserved)]}
    />
  );
}

/** What is left in all, and where it comes from, in the order in which it is used. */
export function Buckets({ balance }: { balance: Balance }) {
  const { available } = balance;
  return (
    <>
      <p className="flex flex-wrap items-baseline gap-x-2">
        {available === null ? (
          <span className="text-xl font-semibold">Unlimited credits</span>
        ) : (
          <>
            <span className="text-xl font-semibold proportional-nums">{number(available)}</span>{" "}
            <span className="text-sm text-muted">{available === 1 ? "credit left" : "credits left"}</span>
          </>
        )}
      </p>
      <ol
        aria-label="Credits by source, in the order in which they are used"
        className="grid gap-x-8 gap-y-5 md:grid-cols-3"
      >
        <Allotment {...balance} />
        <Purchased {...balance} />
        <Overage {...balance} />
      </ol>
    </>
  );
}
